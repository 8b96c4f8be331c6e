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
import { inParallel } from './in-parallel.ts';
import { joinedObject } from './joined-object.ts';
import { objectHeaders } from './object-headers.ts';
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
        ...objectHeaders(key, contentType),
        ...(checksums ? { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } : {}),
      }),
    ),
  );
  const file = await open(source.path, 'r');
  try {
    const pieceSize = Math.max(usualPartBytes, Math.ceil(source.size / maxParts / MiB) * MiB);
    const parts = await inParallel(
      { size: source.size, pieceSize, parallel },
      async ({ index, start, end }) => {
        const number = index + 1;
        const bytes = await readExactly(file, start, end - start);
        const checksum = checksums ? { ChecksumCRC32: crc32ToBase64(crc32(bytes)) } : {};
        const command = { ...place, UploadId, PartNumber: number, Body: bytes, ...checksum };
        const { ETag } = await translated(key, client.send(new UploadPartCommand(command)));
        return { PartNumber: number, ETag, ...checksum };
      },
    );
    const complete = new CompleteMultipartUploadCommand({
      ...place,
      UploadId,
      MultipartUpload: { Parts: parts },
      MpuObjectSize: source.size,
    });
    await translated(key, client.send(complete)).catch(async (error: unknown) => {
      const etags = parts.map(({ ETag }) => ETag ?? '');
      if (!(await joinedObject(client, { bucket, key }, { etags, size: source.size }))) throw error;
    });
  } catch (error) {
    // What is left then is swept later.
    await client.send(new AbortMultipartUploadCommand({ ...place, UploadId })).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
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
