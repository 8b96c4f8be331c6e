import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import { crc32ToBase64 } from '../../objects/crc32.ts';
import { translated } from './s3-errors.ts';

const MiB = 1024 * 1024;
/** Four of them are in memory: small enough for a small container, and few enough for the largest file. */
const usualPartBytes = 16 * MiB;
const maxParts = 10_000;
const parallel = 4;

/** Files up to this size are sent as a whole. */
export const multipartThreshold = usualPartBytes;

/** Sends a large file in parts, each with its checksum, and leaves no parts behind when that fails. */
export const sendInParts = async (
  client: S3Client,
  target: { bucket: string; key: string; contentType: string; checksums: boolean },
  source: { path: string; size: number },
): Promise<void> => {
  const { bucket, key, contentType, checksums } = target;
  const place = { Bucket: bucket, Key: key };
  const { UploadId } = await translated(
    key,
    client.send(
      new CreateMultipartUploadCommand({
        ...place,
        ContentType: contentType,
        ...(checksums ? { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } : {}),
      }),
    ),
  );
  const file = await open(source.path, 'r');
  try {
    const partBytes = Math.max(usualPartBytes, Math.ceil(source.size / maxParts / MiB) * MiB);
    const parts = await sendParts(source.size, partBytes, async (number, start, length) => {
      const bytes = await readExactly(file, start, length);
      const checksum = checksums ? { ChecksumCRC32: crc32ToBase64(crc32(bytes)) } : {};
      const command = { ...place, UploadId, PartNumber: number, Body: bytes, ...checksum };
      const { ETag } = await translated(key, client.send(new UploadPartCommand(command)));
      return { PartNumber: number, ETag, ...checksum };
    });
    await translated(
      key,
      client.send(
        new CompleteMultipartUploadCommand({
          ...place,
          UploadId,
          MultipartUpload: { Parts: parts },
          MpuObjectSize: source.size,
        }),
      ),
    );
  } catch (error) {
    // What is left then is swept later.
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
};

const sendParts = async <T>(
  size: number,
  partBytes: number,
  send: (number: number, start: number, length: number) => Promise<T>,
): Promise<T[]> => {
  const sent: T[] = [];
  let next = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    while (next * partBytes < size && !failed) {
      const index = next++;
      const start = index * partBytes;
      sent[index] = await send(index + 1, start, Math.min(partBytes, size - start));
    }
  };
  const workers = Array.from({ length: parallel }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  // No part is on its way any more when the upload is aborted.
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return sent;
};

const readExactly = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length;) {
    const { bytesRead } = await file.read(bytes, at, length - at, position + at);
    if (bytesRead === 0) throw new Error('The file became shorter while it was sent.');
    at += bytesRead;
  }
  return bytes;
};
