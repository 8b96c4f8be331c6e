import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  RestoreObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { eventually } from '../eventually.ts';
import { S3StandIn } from './s3-stand-in.ts';
import { hasher } from './s3-stand-in/checksums.ts';
import type { S3Event } from './s3-stand-in/event.ts';

const MiB = 1024 * 1024;
const Bucket = 'films';

/** The SDK's own client over loopback: what it signs and sends is what it would send to S3. */
describe('S3StandIn', () => {
  const s3 = new S3StandIn();
  let client: S3Client;
  const events: S3Event[] = [];

  before(async () => {
    await s3.start();
    s3.onEvent((event) => events.push(event));
    client = new S3Client(s3.client);
    await client.send(new CreateBucketCommand({ Bucket }));
  });
  after(async () => {
    client.destroy();
    await s3.stop();
  });

  const put = (Key: string, Body: string | Buffer) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body }));
  const get = async (Key: string, Range?: string) => {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key, ...(Range ? { Range } : {}) }));
    return { ...answer, bytes: await buffer(answer.Body as Readable) };
  };
  const fails = (work: Promise<unknown>, name: string, status?: number) =>
    assert.rejects(work, (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
      assert.equal(error.name, name, error.message);
      if (status !== undefined) assert.equal(error.$metadata?.httpStatusCode, status);
      return true;
    });

  describe('objects', () => {
    it('keeps what a buffer, a stream and many small chunks bring', async () => {
      const bytes = randomBytes(300_007);
      await put('a', bytes);
      assert.deepEqual((await get('a')).bytes, bytes);
      const Body = Readable.from([bytes.subarray(0, 1), bytes.subarray(1, 70_000), bytes.subarray(70_000)]);
      await client.send(new PutObjectCommand({ Bucket, Key: 'b', Body, ContentLength: bytes.length }));
      assert.equal(s3.requests.at(-1)?.headers['x-amz-trailer'], 'x-amz-checksum-crc32');
      assert.deepEqual((await get('b')).bytes, bytes);
    });

    it('tells size, type, ETag and metadata, and gives ranges, from the end, too', async () => {
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key: 'c',
          Body: '0123456789',
          ContentType: 'text/plain',
          Metadata: { a: 'b' },
        }),
      );
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'c', ChecksumMode: 'ENABLED' }));
      assert.deepEqual(
        [head.ContentLength, head.ContentType, head.ETag, head.Metadata, head.ChecksumCRC32],
        [10, 'text/plain', `"${md5('0123456789')}"`, { a: 'b' }, crc('0123456789')],
      );
      const { bytes, ContentRange, $metadata } = await get('c', 'bytes=2-4');
      assert.deepEqual(
        [bytes.toString(), ContentRange, $metadata.httpStatusCode],
        ['234', 'bytes 2-4/10', 206],
      );
      assert.equal((await get('c', 'bytes=-5')).bytes.toString(), '56789');
      await fails(get('c', 'bytes=10-'), 'InvalidRange', 416);
      await fails(get('none'), 'NoSuchKey', 404);
      await fails(client.send(new HeadObjectCommand({ Bucket, Key: 'none' })), 'NotFound', 404);
    });

    it('refuses wrong checksums and unmet conditions', async () => {
      const send = (extra: object) =>
        client.send(new PutObjectCommand({ Bucket, Key: 'd', Body: 'four', ...extra }));
      await fails(send({ ChecksumCRC32: crc('five') }), 'BadDigest', 400);
      await fails(
        send({ ChecksumSHA256: createHash('sha256').update('five').digest('base64') }),
        'BadDigest',
      );
      await fails(send({ ContentMD5: createHash('md5').update('five').digest('base64') }), 'BadDigest');
      await send({ IfNoneMatch: '*' });
      await fails(send({ IfNoneMatch: '*' }), 'PreconditionFailed', 412);
      await fails(
        client.send(new GetObjectCommand({ Bucket, Key: 'd', IfMatch: '"other"' })),
        'PreconditionFailed',
      );
      await fails(
        client.send(new GetObjectCommand({ Bucket, Key: 'd', IfNoneMatch: `"${md5('four')}"` })),
        'Unknown',
        304,
      );
    });

    it('lists in pages, by prefix and folder, and keys of any letters stay in the bucket', async () => {
      const keys = ['../up', 'l/é ü', 'l/a&b<c>', 'l/a/1', 'l/a/2', 'l/b/1', 'l/c'];
      for (const key of keys) await put(key, 'x');
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'l/', Delimiter: '/', MaxKeys: 2 }),
      );
      assert.deepEqual(
        [
          page.Contents?.map(({ Key }) => Key),
          page.CommonPrefixes?.map(({ Prefix }) => Prefix),
          page.IsTruncated,
        ],
        [['l/a&b<c>'], ['l/a/'], true],
      );
      const rest = await client.send(
        new ListObjectsV2Command({
          Bucket,
          Prefix: 'l/',
          Delimiter: '/',
          ContinuationToken: page.NextContinuationToken,
        }),
      );
      assert.deepEqual(
        [
          rest.Contents?.map(({ Key }) => Key),
          rest.CommonPrefixes?.map(({ Prefix }) => Prefix),
          rest.IsTruncated,
        ],
        [['l/c', 'l/é ü'], ['l/b/'], false],
      );
      assert.equal((await get('../up')).bytes.toString(), 'x');
      const Objects = keys.map((Key) => ({ Key }));
      await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      assert.equal((await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/' }))).KeyCount, 0);
    });

    it('copies, tags, and keeps archived bytes until a restore is done', async () => {
      await put('e', 'cold');
      await client.send(
        new CopyObjectCommand({
          Bucket,
          Key: 'f',
          CopySource: `${Bucket}/e`,
          StorageClass: 'GLACIER',
          Tagging: 'archive=true',
          TaggingDirective: 'REPLACE',
        }),
      );
      const tags = () => client.send(new GetObjectTaggingCommand({ Bucket, Key: 'f' }));
      assert.deepEqual((await tags()).TagSet, [{ Key: 'archive', Value: 'true' }]);
      const TagSet = [{ Key: 'a&b', Value: 'ü' }];
      await client.send(new PutObjectTaggingCommand({ Bucket, Key: 'f', Tagging: { TagSet } }));
      assert.deepEqual((await tags()).TagSet, TagSet);

      await fails(get('f'), 'InvalidObjectState', 403);
      const restore = (Key: string) =>
        client.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest: { Days: 2 } }));
      await fails(restore('e'), 'InvalidObjectState');
      assert.equal((await restore('f')).$metadata.httpStatusCode, 202);
      await fails(restore('f'), 'RestoreAlreadyInProgress', 409);
      const head = () => client.send(new HeadObjectCommand({ Bucket, Key: 'f' }));
      assert.equal((await head()).Restore, 'ongoing-request="true"');
      s3.completeRestores();
      assert.match((await head()).Restore ?? '', /^ongoing-request="false", expiry-date="/);
      assert.equal((await get('f')).bytes.toString(), 'cold');
      assert.equal((await restore('f')).$metadata.httpStatusCode, 200);
    });

    it('tells of what was stored and restored as EventBridge would', async () => {
      await eventually(() => events.some((event) => event['detail-type'] === 'Object Restore Completed'));
      const restored = events.find((event) => event['detail-type'] === 'Object Restore Completed');
      assert.equal(restored?.detail['source-storage-class'], 'GLACIER');
      const copied = events.find(({ detail }) => detail['reason'] === 'CopyObject');
      assert.deepEqual(
        [copied?.source, copied?.detail.bucket.name, copied?.detail.object.key, copied?.detail.object.size],
        ['aws.s3', Bucket, 'f', 4],
      );
    });
  });

  describe('multipart uploads', () => {
    const create = async (Key: string, extra: object = { ChecksumAlgorithm: 'CRC32' }) =>
      (await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...extra }))).UploadId ?? '';
    const part = async (
      Key: string,
      UploadId: string,
      PartNumber: number,
      Body: Buffer,
      extra: object = {},
    ) => ({
      PartNumber,
      ...(await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...extra }))),
    });
    const complete = (Key: string, UploadId: string, Parts: object[], extra: object = {}) =>
      client.send(
        new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...extra }),
      );

    it('joins parts, lists them in pages, and knows nothing of it afterwards', async () => {
      const [one, two] = [randomBytes(5 * MiB), randomBytes(7)];
      const id = await create('m/a');
      assert.equal(
        (await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'm/' }))).Uploads?.[0]?.UploadId,
        id,
      );
      const parts = [await part('m/a', id, 1, one), await part('m/a', id, 2, two)];
      const list = (extra: object) =>
        client.send(new ListPartsCommand({ Bucket, Key: 'm/a', UploadId: id, MaxParts: 1, ...extra }));
      const page = await list({});
      assert.deepEqual([page.Parts?.[0]?.Size, page.IsTruncated], [one.length, true]);
      const next = await list({ PartNumberMarker: page.NextPartNumberMarker });
      assert.deepEqual(
        [next.Parts?.[0]?.PartNumber, next.Parts?.[0]?.ChecksumCRC32, next.IsTruncated],
        [2, crc(two), false],
      );
      const { ETag } = await complete('m/a', id, parts);
      const digests = Buffer.concat([one, two].map((bytes) => createHash('md5').update(bytes).digest()));
      assert.equal(ETag, `"${md5(digests)}-2"`);
      assert.deepEqual((await get('m/a')).bytes, Buffer.concat([one, two]));
      const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'm/a', ChecksumMode: 'ENABLED' }));
      const crcs = Buffer.concat([one, two].map((bytes) => Buffer.from(crc(bytes), 'base64')));
      assert.deepEqual([head.ChecksumCRC32, head.ChecksumType], [`${crc(crcs)}-2`, 'COMPOSITE']);
      await fails(complete('m/a', id, parts), 'NoSuchUpload', 404);
    });

    it('refuses what S3 refuses', async () => {
      const id = await create('m/b');
      const [one, two] = [await part('m/b', id, 1, randomBytes(9)), await part('m/b', id, 2, randomBytes(9))];
      await fails(complete('m/b', id, [one, two]), 'EntityTooSmall');
      await fails(complete('m/b', id, [two, one]), 'InvalidPartOrder');
      await fails(complete('m/b', id, [{ ...one, ETag: two.ETag }]), 'InvalidPart');
      await fails(complete('m/b', id, [{ ...one, ChecksumCRC32: two.ChecksumCRC32 }]), 'InvalidPart');
      await fails(complete('m/b', id, [{ PartNumber: 1, ETag: one.ETag }]), 'InvalidRequest');
      await fails(complete('m/b', id, [one], { MpuObjectSize: 10 }), 'InvalidRequest');
      await fails(part('m/b', 'none', 1, randomBytes(9)), 'NoSuchUpload');
      await fails(part('m/b', id, 10_001, randomBytes(9)), 'InvalidArgument');
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'm/b', UploadId: id }));
      await fails(complete('m/b', id, [one]), 'NoSuchUpload');
    });

    it('knows checksums of the whole object, also when parts came without', async () => {
      const plain = new S3Client({ ...s3.client, requestChecksumCalculation: 'WHEN_REQUIRED' });
      const [Key, bytes] = ['m/c', randomBytes(99)];
      const send = (UploadId: string) =>
        plain.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: bytes }));
      const full = await create(Key, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
      const { ETag } = await send(full);
      const finish = (ChecksumCRC32: string) =>
        complete(Key, full, [{ PartNumber: 1, ETag }], { ChecksumCRC32, ChecksumType: 'FULL_OBJECT' });
      await fails(finish(crc('other')), 'BadDigest');
      await finish(crc(bytes));
      const composite = await create(Key, { ChecksumAlgorithm: 'CRC32' });
      await fails(send(composite), 'InvalidRequest');
      const none = (await plain.send(new CreateMultipartUploadCommand({ Bucket, Key }))).UploadId ?? '';
      await fails(part(Key, none, 1, bytes), 'InvalidRequest');
      plain.destroy();
    });

    it('copies ranges of other objects as parts', async () => {
      const bytes = randomBytes(5 * MiB + 10);
      await put('m/source', bytes);
      const id = await create('m/d');
      const copy = async (PartNumber: number, CopySourceRange: string) => {
        const { CopyPartResult } = await client.send(
          new UploadPartCopyCommand({
            Bucket,
            Key: 'm/d',
            UploadId: id,
            PartNumber,
            CopySource: `${Bucket}/m/source`,
            CopySourceRange,
          }),
        );
        const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key: 'm/d', UploadId: id }));
        return {
          PartNumber,
          ETag: CopyPartResult?.ETag,
          ChecksumCRC32: Parts?.at(-1)?.ChecksumCRC32,
        };
      };
      const parts = [
        await copy(1, `bytes=0-${5 * MiB - 1}`),
        await copy(2, `bytes=${5 * MiB}-${5 * MiB + 9}`),
      ];
      await complete('m/d', id, parts);
      assert.deepEqual((await get('m/d')).bytes, bytes);
    });
  });

  describe('signatures', () => {
    const denied = async (url: string, init: RequestInit, code: string) => {
      const answer = await fetch(url, init);
      const text = await answer.text();
      assert.equal(answer.status, 403, text);
      assert.ok(text.includes(`<Code>${code}</Code>`), text);
    };
    const plain = () => new S3Client({ ...s3.client, requestChecksumCalculation: 'WHEN_REQUIRED' });

    it('lets nobody in without one, with another key or with an altered request', async () => {
      await denied(`${s3.url}/${Bucket}/x`, { method: 'PUT', body: 'x' }, 'AccessDenied');
      const foreign = (credentials: object) =>
        new S3Client({ ...s3.client, credentials: { ...s3.credentials, ...credentials } }).send(
          new HeadObjectCommand({ Bucket, Key: 'a' }),
        );
      await fails(foreign({ secretAccessKey: 'other' }), 'Unknown', 403);
      await fails(foreign({ accessKeyId: 'OTHER' }), 'Unknown', 403);
      const url = await getSignedUrl(plain(), new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 60 });
      assert.equal((await fetch(url)).status, 200);
      await denied(url.replace('/a?', '/b?'), {}, 'SignatureDoesNotMatch');
      await denied(url, { method: 'PUT', body: 'x' }, 'SignatureDoesNotMatch');
      await denied(`${url}&response-content-type=text/html`, {}, 'SignatureDoesNotMatch');
      await denied(url, { headers: { 'x-amz-meta-a': 'b' } }, 'AccessDenied');
    });

    it('refuses what has expired', async () => {
      const url = await getSignedUrl(plain(), new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 1 });
      await sleep(2100);
      await denied(url, {}, 'AccessDenied');
    });

    it('binds an address to the length and the checksum that it was signed for', async () => {
      const command = new PutObjectCommand({
        Bucket,
        Key: 'p',
        ContentLength: 4,
        ChecksumCRC32: crc('four'),
      });
      const url = await getSignedUrl(plain(), command, {
        expiresIn: 60,
        unhoistableHeaders: new Set(['x-amz-checksum-crc32']),
      });
      const send = async (body: string) => {
        const headers = { 'x-amz-checksum-crc32': crc('four') };
        return (await fetch(url, { method: 'PUT', headers, body })).status;
      };
      assert.equal(await send('longer'), 403);
      assert.equal(await send('five'), 400);
      assert.equal(await send('four'), 200);
    });

    it('has a clock of its own, to which the SDK sets its own by the first answer', async () => {
      const ahead = new S3StandIn({ buckets: [Bucket], clockAheadMs: 3_600_000 });
      await ahead.start();
      const late = new S3Client(ahead.client);
      await late.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
      assert.equal(ahead.requests.length, 1);
      late.destroy();
      await ahead.stop();
    });
  });

  it('answers a preflight by the rules of the bucket, and shows the headers that they expose', async () => {
    const CORSRules = [
      {
        AllowedOrigins: ['https://site.example'],
        AllowedMethods: ['PUT'],
        AllowedHeaders: ['x-amz-checksum-crc32'],
        ExposeHeaders: ['ETag'],
      },
    ];
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    const ask = (origin: string, header = 'x-amz-checksum-crc32') =>
      fetch(`${s3.url}/${Bucket}/x`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': header,
        },
      });
    assert.equal(
      (await ask('https://site.example')).headers.get('access-control-allow-origin'),
      'https://site.example',
    );
    assert.equal((await ask('https://other.example')).status, 403);
    assert.equal((await ask('https://site.example', 'x-other')).status, 403);
    const url = await getSignedUrl(
      new S3Client({ ...s3.client, requestChecksumCalculation: 'WHEN_REQUIRED' }),
      new PutObjectCommand({ Bucket, Key: 'x' }),
    );
    const stored = await fetch(url, {
      method: 'PUT',
      body: 'x',
      headers: { origin: 'https://site.example' },
    });
    assert.equal(stored.headers.get('access-control-expose-headers'), 'ETag');
  });

  it('fails as it is told to', async () => {
    const once = new S3Client({ ...s3.client, maxAttempts: 1 });
    const head = () => once.send(new HeadObjectCommand({ Bucket, Key: 'a' }));
    s3.failNext('HeadObject', { status: 503, code: 'SlowDown', times: 2 });
    await fails(head(), 'Unknown', 503);
    await fails(head(), 'Unknown', 503);
    await head();
    s3.failNext('HeadObject', { resetConnection: 'before' });
    await assert.rejects(head());
    s3.failNext('DeleteObject', { resetConnection: 'after' });
    await assert.rejects(once.send(new DeleteObjectCommand({ Bucket, Key: 'b' })));
    await fails(get('b'), 'NoSuchKey');
    s3.failNext('GetObject', { resetConnection: 'body' });
    await assert.rejects(get('a'));
    const from = performance.now();
    s3.failNext('HeadObject', { delayMs: 100 });
    await head();
    assert.ok(performance.now() - from >= 90);
    once.destroy();
  });

  it('computes CRC-64/NVME as its check value says', () => {
    const crc64 = hasher('CRC64NVME');
    crc64.update(Buffer.from('123456789'));
    assert.equal(crc64.digest().toString('hex'), 'ae8b14860a799888');
  });
});

const md5 = (bytes: Buffer | string): string => createHash('md5').update(bytes).digest('hex');

const crc = (bytes: Buffer | string): string => {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
};
