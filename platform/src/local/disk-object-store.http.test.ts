import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';

import { problem } from '@vidkit/contracts/schemas/basics';

import { eventually } from '../testing/eventually.ts';
import { type ObjectServer, startObjectServer } from '../testing/object-server.ts';
import type { UploadRef } from '../ports/object-store.ts';
import { DiskObjectStore } from './disk-object-store.ts';

const MiB = 1024 * 1024;

describe('createObjectHandler', () => {
  let server: ObjectServer;
  let keys = 0;

  before(async () => {
    server = await startObjectServer({ stallMs: 600 });
  });
  after(async () => {
    await server.stop();
  });

  const open = async (): Promise<UploadRef> => {
    const key = `uploads/${++keys}`;
    return { key, ...(await server.store.createUpload(key, 'video/mp4')) };
  };
  const sign = async (upload: UploadRef, size: number, number = 1, crc32?: string): Promise<string> =>
    (await server.store.signPart(upload, { number, size, crc32 }, 60)).url;
  const put = async (
    url: string,
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Response> => await fetch(url, { method: 'PUT', body, headers });

  const assertProblem = async (answer: Response, status: number, code: string): Promise<void> => {
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    const body = problem.parse(await answer.json());
    assert.deepEqual([answer.status, body.status, body.code], [status, status, code]);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(answer.headers.get('x-request-id'), body.requestId);
  };
  const assertNothingStored = async (upload: UploadRef): Promise<void> => {
    await eventually(async () => (await readdir(join(server.root, 'tmp'))).length === 0);
    assert.deepEqual(await server.store.listParts(upload), []);
  };

  it('leaves other paths alone', async () => {
    for (const path of ['/', '/objects', '/v1/objects/x', '//objects/x']) {
      assert.equal((await fetch(`${server.url}${path}`)).status, 418, path);
    }
  });

  it('answers the preflight of any origin, without credentials', async () => {
    const answer = await fetch(`${server.url}/objects/x/1`, { method: 'OPTIONS' });
    assert.equal(answer.status, 204);
    const header = (name: string): string | null => answer.headers.get(`access-control-${name}`);
    assert.deepEqual(
      [header('allow-origin'), header('allow-methods'), header('allow-headers'), header('allow-credentials')],
      ['*', 'PUT', 'content-type, x-amz-checksum-crc32', null],
    );
    assert.ok(Number(header('max-age')) >= 3600);
  });

  it('answers a stored part with its ETag and checksum, readable across origins', async () => {
    const [upload, bytes] = [await open(), randomBytes(1000)];
    const checksum = crc(bytes);
    const plain = await put(await sign(upload, 1000), bytes);
    assert.equal(plain.headers.get('etag'), `"${createHash('md5').update(bytes).digest('hex')}"`);
    const answer = await put(await sign(upload, 1000, 1, checksum), bytes, {
      'x-amz-checksum-crc32': checksum,
    });
    assert.equal(answer.status, 200);
    assert.equal(
      answer.headers.get('etag'),
      `"${(await server.store.listParts(upload))[0]?.etag ?? 'none'}"`,
    );
    assert.equal(answer.headers.get('x-amz-checksum-crc32'), checksum);
    assert.equal(answer.headers.get('access-control-expose-headers'), 'ETag, x-amz-checksum-crc32');
    assert.equal((await server.store.listParts(upload))[0]?.crc32, checksum);
  });

  it('takes eight large parts at the same time', async () => {
    const patient = await startObjectServer();
    const upload = {
      key: 'uploads/large',
      ...(await patient.store.createUpload('uploads/large', 'video/mp4')),
    };
    const bytes = randomBytes(16 * MiB);
    const sent = Array.from({ length: 8 }, async (_, index) => {
      const { url } = await patient.store.signPart(upload, { number: index + 1, size: bytes.length }, 60);
      return (await put(url, bytes)).status;
    });
    assert.deepEqual(
      await Promise.all(sent),
      Array.from({ length: 8 }, () => 200),
    );
    await patient.stop();
  });

  it('verifies addresses under the previous secret', async () => {
    const upload = await open();
    const before = new DiskObjectStore({ root: server.root, publicUrl: server.url, keys: ['previous'] });
    const { url } = await before.signPart(upload, { number: 1, size: 2 }, 60);
    assert.equal((await put(url, 'ok')).status, 200);
  });

  it('refuses altered addresses', async () => {
    const upload = await open();
    const url = new URL(await sign(upload, 4));
    const altered = [
      url.href.replace('/1?', '/2?'),
      url.href.replace('/1?', '/01?'),
      url.href.replace('size=4', 'size=5'),
      url.href.replace('size=4', 'size=4.0'),
      url.href.replace(/expires=\d+/, `expires=${Math.floor(Date.now() / 1000) + 9999}`),
      url.href.replace(/signature=.{4}/, 'signature='),
      url.href.replace(/signature=.*/, 'signature='),
      `${server.url}/objects/${upload.uploadId}/1`,
      `${server.url}/objects/..%2f..%2fetc/1${url.search}`,
    ];
    for (const address of altered) await assertProblem(await put(address, 'four'), 403, 'signature_invalid');
    await assertNothingStored(upload);
  });

  it('lets a large refused body read its answer', async () => {
    const upload = await open();
    const url = (await sign(upload, 32 * MiB)).replace('/1?', '/2?');
    await assertProblem(await put(url, randomBytes(32 * MiB)), 403, 'signature_invalid');
  });

  it('refuses expired addresses', async () => {
    const upload = await open();
    const { url } = await server.store.signPart(upload, { number: 1, size: 4 }, -1);
    await assertProblem(await put(url, 'four'), 403, 'signature_expired');
  });

  it('refuses other lengths and bodies without one', async () => {
    const upload = await open();
    const url = await sign(upload, 4);
    await assertProblem(await put(url, 'longer'), 400, 'length_mismatch');
    await assertProblem(await put(url, ''), 400, 'length_mismatch');
    const stream = new Blob(['four']).stream();
    const chunked = await fetch(url, { method: 'PUT', body: stream, duplex: 'half' });
    await assertProblem(chunked, 400, 'length_mismatch');
    await assertNothingStored(upload);
  });

  it('refuses a body that differs from its checksum', async () => {
    const upload = await open();
    const checksum = crc(Buffer.from('five'));
    const headers = { 'x-amz-checksum-crc32': checksum };
    const url = await sign(upload, 4, 1, checksum);
    await assertProblem(await put(url, 'four', headers), 422, 'checksum_mismatch');
    await assertNothingStored(upload);
    assert.equal((await put(url, 'five', headers)).status, 200);
  });

  it('wants the checksum that was signed, and no other', async () => {
    const upload = await open();
    const [four, five] = [crc(Buffer.from('four')), crc(Buffer.from('five'))];
    const bound = await sign(upload, 4, 1, four);
    await assertProblem(await put(bound, 'four'), 403, 'signature_invalid');
    for (const wrong of [five, '', 'AAAA', `${four}, ${four}`]) {
      await assertProblem(
        await put(bound, 'four', { 'x-amz-checksum-crc32': wrong }),
        403,
        'signature_invalid',
      );
    }
    const rebound = new URL(bound);
    rebound.searchParams.set('crc32', five);
    const forged = await put(rebound.href, 'five', { 'x-amz-checksum-crc32': five });
    await assertProblem(forged, 403, 'signature_invalid');
    const free = await sign(upload, 4);
    await assertProblem(await put(free, 'four', { 'x-amz-checksum-crc32': four }), 403, 'signature_invalid');
    await assertNothingStored(upload);
  });

  it('refuses parts of uploads that are gone or complete', async () => {
    const [aborted, complete] = [await open(), await open()];
    const [urlOfAborted, urlOfComplete] = [await sign(aborted, 4), await sign(complete, 4)];
    await server.store.abortUpload(aborted);
    await assertProblem(await put(urlOfAborted, 'four'), 404, 'object_missing');
    const etag = (await put(urlOfComplete, 'four')).headers.get('etag') ?? '';
    await server.store.completeUpload(complete, [{ number: 1, etag }], 4);
    await assertProblem(await put(urlOfComplete, 'four'), 404, 'object_missing');
  });

  it('refuses other methods', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await fetch(await sign(await open(), 4), { method });
      assert.equal(answer.headers.get('allow'), 'PUT, OPTIONS');
      await assertProblem(answer, 405, 'method_not_allowed');
    }
  });

  /** Sends the head of a request and some of the body over a bare connection. */
  const sendSome = (url: string, length: number, body: Buffer): ReturnType<typeof connect> => {
    const { port, pathname, search } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`);
    socket.write(body);
    return socket;
  };
  const isReceiving = async (): Promise<boolean> => (await readdir(join(server.root, 'tmp'))).length > 0;

  it('keeps nothing of a client that goes away', async () => {
    const upload = await open();
    const socket = sendSome(await sign(upload, MiB), MiB, randomBytes(1000));
    await eventually(isReceiving);
    socket.destroy();
    await assertNothingStored(upload);
  });

  it('closes the connection of a client that stalls', async () => {
    const upload = await open();
    const socket = sendSome(await sign(upload, MiB), MiB, randomBytes(1000));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await eventually(isReceiving);
    await closed;
    await assertNothingStored(upload);
  });

  it('keeps a slow client that goes on sending', async () => {
    const upload = await open();
    const socket = sendSome(await sign(upload, 10), 10, Buffer.from('0'));
    const answered = new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    for (let n = 1; n < 10; n++) {
      await new Promise((resolve) => setTimeout(resolve, 120));
      socket.write(String(n));
    }
    assert.match(await answered, /^HTTP\/1\.1 200 /);
    socket.destroy();
  });
});

describe('createObjectHandler on a full disk', () => {
  it('says so before the body is read', async () => {
    const server = await startObjectServer();
    const { uploadId } = await server.store.createUpload('a', 'video/mp4');
    const full = await startObjectServer({ root: server.root, reserveBytes: Number.MAX_SAFE_INTEGER });
    const { url } = await full.store.signPart({ key: 'a', uploadId }, { number: 1, size: 4 }, 60);
    const answer = await fetch(url, { method: 'PUT', body: 'four' });
    assert.equal(answer.status, 507);
    assert.equal(problem.parse(await answer.json()).code, 'storage_full');
    await assert.rejects(full.store.createUpload('b', 'video/mp4'), { code: 'storage_full' });
    await assert.rejects(full.store.put('b', 'x', 'text/plain'), { code: 'storage_full' });
    await assert.rejects(full.store.check(), { code: 'storage_full' });
    await server.stop();
    await full.stop();
  });
});

const crc = (bytes: Buffer): string => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
};
