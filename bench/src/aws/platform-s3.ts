import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { S3ObjectStore } from '../../../platform/src/aws/s3-object-store.ts';
import { createS3Client, type S3Connection } from '../../../platform/src/aws/s3-object-store/s3-client.ts';
import { type Pair, printPairs } from '../measure/pairs.ts';
import { printMachine, runsWanted } from '../measure/report.ts';

// What our adapter adds to the call of the SDK that does the same, same client, in turns within one run.

const server = fork(fileURLToPath(new URL('../measure/s3-stand-in-process.ts', import.meta.url)));
const [connection] = (await once(server, 'message')) as [S3Connection];
const client = createS3Client(connection);
const store = new S3ObjectStore({ client, bucket: 'bench' });
const Bucket = 'bench';

const [small, large, part] = [
  randomBytes(64 * 1024),
  randomBytes(1024 * 1024),
  randomBytes(16 * 1024 * 1024),
];
await store.put('small', small, 'video/mp4');
await store.put('large', large, 'video/mp4');
const upload = { key: 'upload', ...(await store.createUpload('upload', 'video/mp4')) };
const { UploadId } = await client.send(
  new CreateMultipartUploadCommand({
    Bucket,
    Key: 'bare',
    ChecksumAlgorithm: 'CRC32',
    ChecksumType: 'FULL_OBJECT',
  }),
);

/** As a file or a request gives them: 64 KiB at a time. */
const streamOf = (bytes: Buffer): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    })(),
  );
const drain = async (body: Readable): Promise<void> => {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) bytes += chunk.length;
  if (bytes !== large.length) throw new Error(`${bytes} bytes came`);
};

const pairs: Pair[] = [
  {
    name: 'head',
    times: 200,
    bare: () => client.send(new HeadObjectCommand({ Bucket, Key: 'small' })),
    ours: () => store.head('small'),
  },
  {
    name: 'put, 64 KiB',
    times: 100,
    bare: () =>
      client.send(
        new PutObjectCommand({
          Bucket,
          Key: 'bare-put',
          Body: small,
          ContentType: 'video/mp4',
          ChecksumAlgorithm: 'CRC32',
        }),
      ),
    ours: () => store.put('our-put', small, 'video/mp4'),
  },
  {
    name: 'read, 1 MiB',
    times: 60,
    bare: async () => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'large' }));
      await drain(Body as Readable);
    },
    ours: async () => drain((await store.read('large')).body),
  },
  {
    name: 'signPart',
    times: 400,
    bare: () =>
      getSignedUrl(
        client,
        new UploadPartCommand({
          Bucket,
          Key: 'bare',
          UploadId,
          PartNumber: 1,
          ContentLength: 8_388_608,
          ChecksumCRC32: 'AAAAAA==',
        }),
        { expiresIn: 900, unhoistableHeaders: new Set(['x-amz-checksum-crc32']) },
      ),
    ours: () => store.signPart(upload, { number: 1, size: 8_388_608, crc32: 'AAAAAA==' }, 900),
  },
  {
    name: 'putPart, 16 MiB of a stream',
    times: 8,
    bare: () =>
      client.send(
        new UploadPartCommand({
          Bucket,
          Key: 'bare',
          UploadId,
          PartNumber: 1,
          Body: streamOf(part),
          ContentLength: part.length,
          ChecksumAlgorithm: 'CRC32',
        }),
      ),
    ours: () => store.putPart(upload, { number: 1, size: part.length }, streamOf(part)),
  },
];

try {
  await printPairs(pairs, runsWanted(5));
} finally {
  client.destroy();
  server.disconnect();
}
printMachine();
