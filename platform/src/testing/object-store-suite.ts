import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import {
  type ObjectStore,
  ObjectStoreError,
  type ObjectStoreErrorCode,
  type UploadRef,
} from '../ports/object-store.ts';

const MiB = 1024 * 1024;

/** What every object store does. Signed URLs are sent with fetch, so `create` also brings up what answers them. */
export const describeObjectStore = (
  name: string,
  create: () => Promise<{ store: ObjectStore; stop: () => Promise<void> }>,
): void => {
  describe(name, () => {
    let store: ObjectStore;
    let stop: () => Promise<void>;
    let folder: string;
    let keys = 0;
    const newKey = (): string => `suite/${String(++keys)}/file.bin`;

    before(async () => {
      ({ store, stop } = await create());
      folder = await mkdtemp(join(tmpdir(), 'object-store-suite-'));
    });
    after(async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    });

    const open = async (key = newKey(), partSize?: number): Promise<UploadRef> => ({
      key,
      ...(await store.createUpload(key, 'video/mp4', partSize)),
    });
    const send = async (
      upload: UploadRef,
      number: number,
      bytes: Buffer,
    ): Promise<{ number: number; etag: string }> => {
      const { url, headers } = await store.signPart(upload, { number, size: bytes.length }, 60);
      const answer = await fetch(url, { method: 'PUT', headers, body: bytes });
      assert.equal(answer.status, 200, await answer.text());
      return { number, etag: answer.headers.get('etag') ?? '' };
    };
    const bytesOf = async (key: string, range?: { start: number; end?: number }): Promise<Buffer> =>
      await buffer((await store.read(key, range)).body);

    describe('objects', () => {
      it('gives back what was put', async () => {
        const key = newKey();
        const stored = await store.put(key, 'hello', 'text/plain');
        assert.equal((await bytesOf(key)).toString(), 'hello');
        const { lastModified, ...info } = await store.head(key);
        assert.deepEqual(info, { key, size: 5, etag: md5(Buffer.from('hello')), contentType: 'text/plain' });
        assert.equal(stored.etag, info.etag);
        assert.ok(Math.abs(Date.now() - lastModified.getTime()) < 3_600_000);
      });

      it('stores an empty object', async () => {
        const key = newKey();
        await store.put(key, '', 'text/plain');
        assert.equal((await bytesOf(key)).length, 0);
        await rejects(store.read(key, { start: 0 }), 'range_not_satisfiable');
      });

      it('stores a file and gives one back', async () => {
        const [key, path, bytes] = [newKey(), join(folder, 'source'), randomBytes(3 * MiB + 7)];
        await writeFile(path, bytes);
        await store.putFile(key, path, 'video/mp4');
        assert.deepEqual(await readFile(await store.toFile(key, folder)), bytes);
        assert.deepEqual(await readFile(path), bytes, 'the source is left alone');
      });

      it('replaces an object as a whole while it is being read', async () => {
        const [key, old] = [newKey(), randomBytes(MiB)];
        await store.put(key, old, 'text/plain');
        const { body } = await store.read(key);
        await store.put(key, 'new', 'text/html');
        assert.deepEqual(await buffer(body), old);
        assert.equal((await bytesOf(key)).toString(), 'new');
        assert.equal((await store.head(key)).contentType, 'text/html');
      });

      it('survives many writers of one key', async () => {
        const key = newKey();
        const bodies = Array.from({ length: 8 }, (_, index) => Buffer.alloc(64 * 1024, index));
        await Promise.all(bodies.map((body) => store.put(key, body, 'text/plain')));
        const { etag } = await store.head(key);
        assert.equal(md5(await bytesOf(key)), etag);
        assert.equal((await store.list(key)).length, 1);
      });

      it('reads ranges with an inclusive end', async () => {
        const key = newKey();
        await store.put(key, '0123456789', 'text/plain');
        assert.equal((await bytesOf(key, { start: 2, end: 4 })).toString(), '234');
        assert.equal((await bytesOf(key, { start: 7 })).toString(), '789');
        assert.equal((await bytesOf(key, { start: 9, end: 99 })).toString(), '9');
        await rejects(store.read(key, { start: 10 }), 'range_not_satisfiable');
      });

      it('names what is missing', async () => {
        const key = newKey();
        await rejects(store.head(key), 'object_missing');
        await rejects(store.read(key), 'object_missing');
        await rejects(store.toFile(key, folder), 'object_missing');
        await store.delete(key);
      });

      it('lists by prefix, in order, and keeps neighbours apart', async () => {
        for (const name of ['list/ab/2.ts', 'list/ab/1.ts', 'list/ab', 'list/abc/1.ts']) {
          await store.put(name, name, 'text/plain');
        }
        const names = async (prefix: string): Promise<string[]> =>
          (await store.list(prefix)).map(({ key }) => key);
        assert.deepEqual(await names('list/ab/'), ['list/ab/1.ts', 'list/ab/2.ts']);
        assert.deepEqual(await names('list/ab'), [
          'list/ab',
          'list/ab/1.ts',
          'list/ab/2.ts',
          'list/abc/1.ts',
        ]);
        await store.deletePrefix('list/ab/');
        assert.deepEqual(await names('list/'), ['list/ab', 'list/abc/1.ts']);
        await store.deletePrefix('list/ab');
        assert.deepEqual(await names('list/'), []);
        await store.deletePrefix('list/');
      });

      it('lists the folders below a prefix', async () => {
        for (const key of ['tree/b/1', 'tree/a/1', 'tree/a/x/2', 'tree/leaf', 'tree-2/c/1'])
          await store.put(key, 'x', 'text/plain');
        assert.deepEqual(await store.listFolders('tree/'), ['tree/a/', 'tree/b/']);
        assert.deepEqual(await store.listFolders('tree/a/'), ['tree/a/x/']);
        assert.deepEqual(await store.listFolders('none/'), []);
      });

      it('deletes', async () => {
        const key = newKey();
        await store.put(key, 'x', 'text/plain');
        await store.delete(key);
        await rejects(store.head(key), 'object_missing');
      });

      for (const key of [
        '',
        '/a',
        'a//b',
        '../a',
        'a/../b',
        'a/.hidden',
        'A',
        'a\\b',
        'ä',
        'a b',
        'a@b',
        'x'.repeat(513),
      ]) {
        it(`refuses the key ${JSON.stringify(key.slice(0, 12))}`, async () => {
          await rejects(store.put(key, 'x', 'text/plain'), 'invalid_key');
          await rejects(store.createUpload(key, 'text/plain'), 'invalid_key');
        });
      }

      it('can be written to', async () => {
        await store.check();
      });
    });

    describe('multipart uploads', () => {
      it('joins parts that arrived in any order', async () => {
        const [upload, a, b, c] = [
          await open(),
          randomBytes(5 * MiB),
          randomBytes(5 * MiB),
          randomBytes(1234),
        ];
        const parts = await Promise.all([send(upload, 3, c), send(upload, 1, a), send(upload, 2, b)]);
        parts.sort((x, y) => x.number - y.number);
        assert.deepEqual(
          parts.map(({ etag }) => etag),
          [a, b, c].map((bytes) => `"${md5(bytes)}"`),
        );
        const stored = await store.listParts(upload);
        assert.deepEqual(
          stored.map(({ number, size, etag }) => [number, size, etag]),
          [a, b, c].map((bytes, index) => [index + 1, bytes.length, md5(bytes)]),
        );
        await rejects(store.head(upload.key), 'object_missing');

        const whole = Buffer.concat([a, b, c]);
        const info = await store.completeUpload(upload, parts, whole.length);
        assert.equal(info.etag, `${md5(Buffer.concat([a, b, c].map((bytes) => digest(bytes))))}-3`);
        assert.equal(info.contentType, 'video/mp4');
        assert.deepEqual(await bytesOf(upload.key), whole);
        await rejects(store.listParts(upload), 'upload_missing');
        await store.delete(upload.key);
      });

      describe('whose parts have a known size', () => {
        const partSize = 5 * MiB;
        const createParts = () => [randomBytes(partSize), randomBytes(partSize), randomBytes(999)] as const;
        const facts = (parts: readonly Buffer[]) =>
          parts.map((bytes, index) => [index + 1, bytes.length, md5(bytes), crc(bytes)]);

        it('lists and joins them, whatever their order', async () => {
          const [upload, [a, b, c]] = [await open(newKey(), partSize), createParts()];
          const parts = await Promise.all([send(upload, 3, c), send(upload, 1, a), send(upload, 2, b)]);
          parts.sort((x, y) => x.number - y.number);
          const stored = await store.listParts(upload);
          assert.deepEqual(
            stored.map(({ number, size, etag, crc32 }) => [number, size, etag, crc32]),
            facts([a, b, c]),
          );
          const whole = Buffer.concat([a, b, c]);
          const info = await store.completeUpload(upload, parts, whole.length);
          assert.deepEqual([info.size, info.contentType], [whole.length, 'video/mp4']);
          assert.equal(info.etag, `${md5(Buffer.concat([a, b, c].map((bytes) => digest(bytes))))}-3`);
          assert.deepEqual(await bytesOf(upload.key), whole);
          await store.delete(upload.key);
        });

        it('keeps the last of several sendings, and the one before when a sending breaks off', async () => {
          const [upload, [a, b]] = [await open(newKey(), partSize), createParts()];
          await send(upload, 1, b);
          const one = await send(upload, 1, a);
          const { url, headers } = await store.signPart(
            upload,
            { number: 1, size: partSize, crc32: crc(a) },
            60,
          );
          const wrong = await fetch(url, { method: 'PUT', headers, body: b });
          assert.ok([400, 422].includes(wrong.status), `${wrong.status}`);
          await wrong.arrayBuffer();
          const two = await send(upload, 2, Buffer.from('the end'));
          assert.deepEqual(
            (await store.listParts(upload)).map(({ etag }) => `"${etag}"`),
            [one.etag, two.etag],
          );
          await store.completeUpload(upload, [one, two], partSize + 7);
          assert.deepEqual(await bytesOf(upload.key), Buffer.concat([a, Buffer.from('the end')]));
          await store.delete(upload.key);
        });

        it('takes the same part from several senders at once', async () => {
          const [upload, [a, b]] = [await open(newKey(), partSize), createParts()];
          await Promise.all([1, 2, 3, 4].map(() => send(upload, 1, a)));
          const sent = await Promise.all([send(upload, 1, a), send(upload, 2, b), send(upload, 1, a)]);
          await store.completeUpload(upload, sent.slice(0, 2), 2 * partSize);
          assert.deepEqual(await bytesOf(upload.key), Buffer.concat([a, b]));
          await store.delete(upload.key);
        });
      });

      it('answers a repeated completion as the first', async () => {
        const [upload, bytes] = [await open(), randomBytes(1000)];
        const parts = [await send(upload, 1, bytes)];
        const first = await store.completeUpload(upload, parts, 1000);
        assert.deepEqual(await store.completeUpload(upload, parts, 1000), first);
        await rejects(store.completeUpload(upload, [{ number: 1, etag: md5(Buffer.from('x')) }], 1000), [
          'part_mismatch',
          'upload_missing',
        ]);
      });

      it('completes once when asked twice at the same time', async () => {
        const [upload, bytes] = [await open(), randomBytes(1000)];
        const parts = [await send(upload, 1, bytes)];
        const answers = await Promise.all([1, 2].map(() => store.completeUpload(upload, parts, 1000)));
        assert.deepEqual(answers[0], answers[1]);
        assert.deepEqual(await bytesOf(upload.key), bytes);
      });

      it('keeps the last of several sendings of a part', async () => {
        const upload = await open();
        await send(upload, 1, Buffer.from('first'));
        const part = await send(upload, 1, Buffer.from('second'));
        assert.deepEqual(
          (await store.listParts(upload)).map(({ etag }) => `"${etag}"`),
          [part.etag],
        );
        await store.completeUpload(upload, [part], 6);
        assert.equal((await bytesOf(upload.key)).toString(), 'second');
      });

      it('refuses to complete from wrong facts, and then completes from right ones', async () => {
        const [upload, a, b] = [await open(), randomBytes(5 * MiB), randomBytes(10)];
        const [one, two] = [await send(upload, 1, a), await send(upload, 2, b)];
        const total = a.length + b.length;
        const complete = (
          parts: Parameters<ObjectStore['completeUpload']>[1],
          size = total,
        ): Promise<unknown> => store.completeUpload(upload, parts, size);
        await rejects(complete([one, { number: 2, etag: md5(a) }]), 'part_mismatch');
        await rejects(complete([two, one]), 'part_mismatch');
        await rejects(complete([one, two, { number: 3, etag: two.etag }]), 'part_mismatch');
        await rejects(complete([one, two], total + 1), 'part_mismatch');
        await rejects(complete([one, { ...two, crc32: crc(a) }]), 'checksum_mismatch');
        await rejects(
          store.completeUpload({ ...upload, key: newKey() }, [one, two], total),
          'upload_missing',
        );
        await complete([
          { ...one, crc32: crc(a) },
          { ...two, crc32: crc(b) },
        ]);
        assert.deepEqual(await bytesOf(upload.key), Buffer.concat([a, b]));
        await store.delete(upload.key);
      });

      it('refuses small parts before the last, as S3 does', async () => {
        const upload = await open();
        const parts = [await send(upload, 1, randomBytes(10)), await send(upload, 2, randomBytes(10))];
        await rejects(store.completeUpload(upload, parts, 20), 'part_mismatch');
      });

      it('takes parts from this process, beside those that a URL brings', async () => {
        const [upload, a, b] = [await open(), randomBytes(5 * MiB), randomBytes(99)];
        const put = (number: number, bytes: Buffer, size = bytes.length): Promise<{ etag: string }> =>
          store.putPart(upload, { number, size }, Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]));
        await rejects(put(1, a, a.length + 1), 'part_mismatch');
        await rejects(put(1, a, 10), 'part_mismatch');
        const broken = Readable.from(
          (async function* () {
            yield await Promise.resolve(b);
            throw new Error('the sender is gone');
          })(),
        );
        await assert.rejects(store.putPart(upload, { number: 1, size: 99 }, broken), /the sender is gone/);
        assert.deepEqual(await store.listParts(upload), []);
        await put(1, b);
        const one = await put(1, a);
        assert.equal(one.etag, md5(a));
        const two = await send(upload, 2, b);
        assert.deepEqual((await store.listParts(upload))[0], one);
        await store.completeUpload(upload, [{ number: 1, etag: one.etag }, two], a.length + b.length);
        assert.deepEqual(await bytesOf(upload.key), Buffer.concat([a, b]));
        await rejects(put(1, a), 'upload_missing');
        await rejects(
          store.putPart({ ...(await open()), key: newKey() }, { number: 1, size: 10 }, Readable.from([b])),
          'upload_missing',
        );
        await store.delete(upload.key);
      });

      it('aborts, also twice', async () => {
        const upload = await open();
        const part = await send(upload, 1, randomBytes(10));
        await store.abortUpload(upload);
        await store.abortUpload(upload);
        await rejects(store.listParts(upload), 'upload_missing');
        await rejects(store.completeUpload(upload, [part], 10), 'upload_missing');
      });

      it('does not know uploads that nobody opened', async () => {
        const upload = { key: newKey(), uploadId: '../../etc' };
        await rejects(store.listParts(upload), 'upload_missing');
        await rejects(store.completeUpload(upload, [{ number: 1, etag: 'x' }], 1), 'upload_missing');
        await store.abortUpload(upload);
      });

      it('sweeps old uploads and keeps young ones', async () => {
        const upload = await open();
        await store.sweep(3_600_000);
        assert.deepEqual(await store.listParts(upload), []);
      });
    });

    describe('signed URLs', () => {
      const put = async (url: string, body: string): Promise<number> => {
        const answer = await fetch(url, { method: 'PUT', body });
        await answer.arrayBuffer();
        return answer.status;
      };

      it('take exactly the signed bytes of the signed part', async () => {
        const upload = await open();
        const { url, expiresAt } = await store.signPart(upload, { number: 1, size: 4 }, 60);
        assert.ok(expiresAt.getTime() - Date.now() > 50_000 && expiresAt.getTime() - Date.now() < 62_000);
        assert.ok([400, 403].includes(await put(url, 'longer')));
        assert.ok([400, 403].includes(await put(url, 'few')));
        assert.equal(await put(url, 'four'), 200);
      });

      it('take only the bytes of the checksum that they were signed for', async () => {
        const upload = await open();
        const crc32 = crc(Buffer.from('four'));
        const { url, headers } = await store.signPart(upload, { number: 1, size: 4, crc32 }, 60);
        const send = async (body: string): Promise<number> => {
          const answer = await fetch(url, { method: 'PUT', headers, body });
          await answer.arrayBuffer();
          return answer.status;
        };
        assert.ok([400, 422].includes(await send('five')));
        assert.deepEqual(await store.listParts(upload), []);
        assert.equal(await send('four'), 200);
        assert.equal((await store.listParts(upload))[0]?.crc32, crc32);
      });

      it('download an object under a name', async () => {
        const key = newKey();
        await store.put(key, '0123456789', 'text/html');
        const { url, expiresAt } = await store.signDownload(key, '../Été <b>.html', 60);
        assert.ok(expiresAt.getTime() - Date.now() > 50_000);
        const answer = await fetch(url);
        assert.equal(await answer.text(), '0123456789');
        const disposition = answer.headers.get('content-disposition') ?? '';
        assert.match(disposition, /^attachment; /);
        assert.ok(disposition.includes(`filename*=UTF-8''_%C3%89t%C3%A9%20_b_.html`), disposition);
        const rest = await fetch(url, { headers: { range: 'bytes=7-' } });
        assert.deepEqual([rest.status, await rest.text()], [206, '789']);
        const beyond = await fetch(url, { headers: { range: 'bytes=10-' } });
        assert.equal(beyond.status, 416);
        const renamed = new URL(url);
        for (const name of renamed.searchParams.keys()) {
          if (renamed.searchParams.get(name)?.includes('html')) renamed.searchParams.set(name, 'other.exe');
        }
        assert.equal((await fetch(renamed)).status, 403);
        assert.equal((await fetch(url.replace(key, 'suite/other/file.bin'))).status, 403);
        await rejects(store.signDownload('suite/none', 'x', 60), 'object_missing');
      });

      it('refuse alteration and age', async () => {
        const upload = await open();
        const { url } = await store.signPart(upload, { number: 1, size: 4 }, 60);
        const altered = new URL(url);
        for (const [name, value] of altered.searchParams) {
          altered.searchParams.set(name, `${value.slice(0, -2)}${value.endsWith('00') ? '11' : '00'}`);
        }
        assert.equal(await put(altered.href, 'four'), 403);
        const { url: late } = await store.signPart(upload, { number: 1, size: 4 }, 1);
        await sleep(2200);
        assert.equal(await put(late, 'four'), 403);
        assert.deepEqual(await store.listParts(upload), []);
      });
    });
  });
};

const digest = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();
const md5 = (bytes: Buffer): string => digest(bytes).toString('hex');

const crc = (bytes: Buffer): string => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
};

const rejects = async (
  work: Promise<unknown>,
  codes: ObjectStoreErrorCode | readonly ObjectStoreErrorCode[],
): Promise<void> => {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof ObjectStoreError, String(error));
    assert.ok([codes].flat().includes(error.code), `${error.code}: ${error.message}`);
    return true;
  });
};
