import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import { crc32ToBase64 } from '../objects/crc32.ts';
import type { UploadRef } from '../ports/object-store.ts';
import { openS3Store } from '../testing/aws/open-s3-store.ts';
import type { S3ObjectStore } from './s3-object-store.ts';

const MiB = 1024 * 1024;

describe('S3ObjectStore when S3 is not well', () => {
  let opened: Awaited<ReturnType<typeof openS3Store>>;
  before(async () => {
    opened = await openS3Store({ connection: { silentMs: 300 } });
  });
  afterEach(() => {
    opened.s3.calm();
    opened.s3.requests.length = 0;
  });
  after(() => opened.stop());

  const crc = (bytes: Buffer): string => crc32ToBase64(crc32(bytes));
  const upload = async (store: S3ObjectStore, key: string): Promise<UploadRef> => ({
    key,
    ...(await store.createUpload(key, 'video/mp4')),
  });

  it('tries again what was throttled, failed, or was silent for too long', async () => {
    const { s3, store, count } = opened;
    s3.failNext('PutObject', { status: 503, code: 'SlowDown', times: 2 });
    await store.put('faults/a', 'x', 'text/plain');
    s3.failNext('HeadObject', { status: 500 });
    s3.failNext('HeadObject', { resetConnection: 'before' });
    s3.failNext('HeadObject', { delayMs: 1000 });
    await store.head('faults/a');
    s3.failNext('ListObjectsV2', { status: 503, code: 'SlowDown' });
    assert.equal((await store.list('faults/')).length, 1);
    assert.deepEqual([count('PutObject'), count('HeadObject'), count('ListObjectsV2')], [3, 4, 2]);
  });

  it('gives up after four times, with the error of S3', async () => {
    const { s3, store, count } = opened;
    s3.failNext('PutObject', { status: 503, code: 'SlowDown', times: 4 });
    await assert.rejects(store.put('faults/b', 'x', 'text/plain'), { name: 'SlowDown' });
    assert.equal(count('PutObject'), 4);
    s3.failNext('PutObject', { status: 403, code: 'AccessDenied' });
    await assert.rejects(store.put('faults/b', 'x', 'text/plain'), { name: 'AccessDenied' });
    assert.equal(count('PutObject'), 5);
  });

  it('says that a store is full, however it spells that', async () => {
    const { s3, store } = opened;
    for (const [status, code] of [
      [403, 'QuotaExceeded'],
      [507, 'XMinioStorageFull'],
      [507, 'Unheard'],
    ] as const) {
      s3.failNext('PutObject', { status, code, times: 4 });
      await assert.rejects(store.put('faults/c', 'x', 'text/plain'), { code: 'storage_full' });
      s3.calm();
    }
  });

  it('goes on reading where a connection broke', async () => {
    const { s3, store, count } = opened;
    const bytes = randomBytes(5 * MiB);
    await store.put('faults/read', bytes, 'video/mp4');
    s3.failNext('GetObject', { resetConnection: 'body', times: 2 });
    assert.deepEqual(await buffer((await store.read('faults/read')).body), bytes);
    assert.equal(count('GetObject'), 3);
    s3.failNext('GetObject', { resetConnection: 'body' });
    const { body } = await store.read('faults/read', { start: 1000, end: 3 * MiB });
    assert.deepEqual(await buffer(body), bytes.subarray(1000, 3 * MiB + 1));
  });

  it('goes on reading where a connection fell silent', async () => {
    const { s3, store, count } = opened;
    const bytes = randomBytes(5 * MiB);
    await store.put('faults/silent', bytes, 'video/mp4');
    s3.failNext('GetObject', { resetConnection: 'stall' });
    assert.deepEqual(await buffer((await store.read('faults/silent')).body), bytes);
    assert.equal(count('GetObject'), 2);
  });

  it('asks for no more while its reader rests, and goes on afterwards', async () => {
    const { store, count } = opened;
    const bytes = randomBytes(8 * MiB);
    await store.put('faults/paused', bytes, 'video/mp4');
    const { body } = await store.read('faults/paused');
    const [first] = (await once(body, 'data')) as [Buffer];
    body.pause();
    await sleep(1500);
    assert.ok(count('GetObject') <= 2 && body.readableLength < MiB, `${body.readableLength} bytes wait`);
    assert.deepEqual(Buffer.concat([first, await buffer(body)]), bytes);
    const left = await store.read('faults/paused');
    await once(left.body, 'data');
    left.body.pause();
    await sleep(700);
    left.body.destroy();
    await sleep(300);
    assert.ok(count('GetObject') <= 4);
  });

  it('gives up on a body of which nothing comes any more', async () => {
    const { s3, store } = opened;
    await store.put('faults/dead', randomBytes(5 * MiB), 'video/mp4');
    const { body } = await store.read('faults/dead');
    await store.delete('faults/dead');
    assert.equal((await buffer(body)).length, 5 * MiB, 'what was begun is read');
    await store.put('faults/dead', randomBytes(5 * MiB), 'video/mp4');
    s3.failNext('GetObject', { resetConnection: 'body' });
    const broken = await store.read('faults/dead');
    await store.delete('faults/dead');
    await assert.rejects(buffer(broken.body), { code: 'object_missing' });
  });

  it('does not mix what was replaced while it was read', async () => {
    const { s3, store } = opened;
    await store.put('faults/mixed', randomBytes(5 * MiB), 'video/mp4');
    s3.failNext('GetObject', { resetConnection: 'body' });
    const { body } = await store.read('faults/mixed');
    await store.put('faults/mixed', randomBytes(5 * MiB), 'video/mp4');
    await assert.rejects(buffer(body), { name: 'PreconditionFailed' });
  });

  it('ends a request whose body nobody reads any more', async () => {
    const { store, count } = opened;
    await store.put('faults/left', randomBytes(8 * MiB), 'video/mp4');
    const { body } = await store.read('faults/left');
    body.once('data', () => body.destroy());
    await new Promise((resolve) => body.once('close', resolve));
    await sleep(250);
    assert.equal(count('GetObject'), 1);
  });

  it('completes though the answer was lost, or was an error with status 200', async () => {
    const { s3, store } = opened;
    for (const fault of [
      { resetConnection: 'after' },
      { status: 200, code: 'InternalError' },
      { status: 503, code: 'SlowDown' },
    ] as const) {
      const bytes = randomBytes(100);
      const ref = await upload(store, `faults/lost-${s3.requests.length}`);
      const { etag } = await store.putPart(ref, { number: 1, size: 100 }, Readable.from([bytes]));
      s3.failNext('CompleteMultipartUpload', fault);
      const info = await store.completeUpload(ref, [{ number: 1, etag, crc32: crc(bytes) }], 100);
      assert.deepEqual(await buffer((await store.read(info.key)).body), bytes);
    }
  });

  it('tells whoever sends a part of a failure, since its body was read', async () => {
    const { s3, store, count } = opened;
    const ref = await upload(store, 'faults/part');
    s3.failNext('UploadPart', { status: 503, code: 'SlowDown' });
    const send = () => store.putPart(ref, { number: 1, size: 4 }, Readable.from([Buffer.from('four')]));
    await assert.rejects(send(), { name: 'SlowDown' });
    assert.equal(count('UploadPart'), 1);
    assert.equal((await send()).crc32, crc(Buffer.from('four')));
  });
});
