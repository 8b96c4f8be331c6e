import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';

import type { S3Client } from '@aws-sdk/client-s3';

import { crc32ToBase64 } from '../objects/crc32.ts';
import type { UploadRef } from '../ports/object-store.ts';
import { S3StandIn } from '../testing/aws/s3-stand-in.ts';
import type { Fault } from '../testing/aws/s3-stand-in/faults.ts';
import type { Operation } from '../testing/aws/s3-stand-in/operations.ts';
import { S3ObjectStore } from './s3-object-store.ts';
import { createS3Client } from './s3-object-store/s3-client.ts';

const MiB = 1024 * 1024;
const seed = 20261130;
const uploads = 80;

/** Numbers from 0 to 1 that are the same for the same seed (xorshift32). */
const random = (start: number): (() => number) => {
  let state = start;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

const operations: readonly Operation[] = [
  'CreateMultipartUpload',
  'UploadPart',
  'ListParts',
  'CompleteMultipartUpload',
  'HeadObject',
  'GetObject',
];
const faults: readonly Fault[] = [
  { status: 503, code: 'SlowDown' },
  { status: 500 },
  { resetConnection: 'before' },
  { resetConnection: 'after' },
  { resetConnection: 'body' },
  { delayMs: 700 },
];

// What a caller does who sends again what failed, as the API does, while everything between it and S3 goes wrong by turns.
describe('S3ObjectStore among faults', () => {
  const s3 = new S3StandIn({ buckets: ['media'] });
  let client: S3Client;
  before(async () => {
    await s3.start();
    client = createS3Client({ ...s3.client, silentMs: 500 });
  });
  after(async () => {
    client.destroy();
    await s3.stop();
  });

  it(`loses and changes no upload (${uploads} of them, seed ${seed})`, async () => {
    const next = random(seed);
    const store = new S3ObjectStore({ client, bucket: 'media' });
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    let failures = 0;
    const insist = async <T>(work: () => Promise<T>): Promise<T> => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await work();
        } catch (error) {
          failures++;
          if (attempt === 12) throw error;
        }
      }
    };

    const upload = async (index: number): Promise<void> => {
      const key = `sources/${index}`;
      const sizes = index % 8 === 0 ? [5 * MiB, 7] : [1 + Math.floor(next() * 2000)];
      const parts = sizes.map((size, at) => Buffer.alloc(size, `${seed} ${index} ${at} `));
      const ref: UploadRef = { key, ...(await insist(() => store.createUpload(key, 'video/mp4'))) };
      const stored: { number: number; etag: string; crc32: string }[] = [];
      for (const [at, bytes] of parts.entries()) {
        const number = at + 1;
        const part = await insist(() =>
          store.putPart(ref, { number, size: bytes.length }, Readable.from([bytes])),
        );
        stored.push({ number, etag: part.etag, crc32: crc32ToBase64(crc32(bytes)) });
      }
      const whole = Buffer.concat(parts);
      const info = await insist(() => store.completeUpload(ref, stored, whole.length));
      assert.deepEqual([info.key, info.size], [key, whole.length]);
      const read = await insist(async () => buffer((await store.read(key)).body));
      assert.equal(digest(read), digest(whole), key);
    };

    const work = Array.from({ length: uploads }, (_, index) => index);
    const worker = async (): Promise<void> => {
      for (let index = work.shift(); index !== undefined; index = work.shift()) {
        s3.failNext(pick(operations), pick(faults));
        s3.failNext(pick(operations), pick(faults));
        // An error in the body of a success: S3 does so only where an answer takes long.
        if (index % 5 === 0) s3.failNext('CompleteMultipartUpload', { status: 200, code: 'InternalError' });
        await upload(index);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    s3.calm();
    assert.ok(failures > 0, 'some came through to the caller');
    assert.equal((await store.list('sources/')).length, uploads);
    // Uploads whose opening was answered to nobody.
    await store.sweep(-1000);
    assert.equal(s3.bucket('media').uploads.size, 0);
  });
});

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
