import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';

import type { S3Client } from '@aws-sdk/client-s3';

import { combineCrc32, crc32ToBase64 } from '../../objects/crc32.ts';
import { ObjectStoreError } from '../../ports/object-store.ts';
import { inParallel } from './in-parallel.ts';
import { headObject, openObject } from './reading.ts';

/** One connection to S3 gives some 90 MB/s at most; four fill what a container has. */
const parallel = 4;
const rangeBytes = 8 * 1024 * 1024;
/** An object that is replaced while it is fetched is fetched anew, so often. */
const maxVersions = 3;

/**
 * The object as a file below `folder`, named by key and version: what is there already is not fetched again. It gets its
 * name once it is whole, of one version, and of the checksum that S3 knows. Throws `object_missing`, `checksum_mismatch`.
 */
export const fetchFile = async (
  client: S3Client,
  { bucket, key, folder, checksums }: { bucket: string; key: string; folder: string; checksums: boolean },
): Promise<string> => {
  for (let version = 1; ; version++) {
    const { info, crc32: expected } = await headObject(client, { bucket, key, checksums });
    const name = createHash('sha256').update(`${key}\n${info.etag}`).digest('hex').slice(0, 24);
    const path = join(folder, `${name}-${basename(key)}`);
    if ((await sizeOf(path)) === info.size) return path;

    const temporary = `${path}.${randomUUID()}.part`;
    await mkdir(folder, { recursive: true });
    const file = await open(temporary, 'wx', 0o600);
    try {
      const ranges = await fetchRanges(client, { bucket, key, size: info.size, etag: info.etag, file });
      requireChecksum(key, ranges, expected);
      await rename(temporary, path);
      return path;
    } catch (error) {
      if (!(error instanceof Replaced) || version === maxVersions) throw error;
    } finally {
      await file.close();
      await rm(temporary, { force: true });
    }
  }
};

interface FetchedRange {
  readonly length: number;
  readonly crc: number;
}

const fetchRanges = async (
  client: S3Client,
  whole: { bucket: string; key: string; size: number; etag: string; file: FileHandle },
): Promise<FetchedRange[]> => {
  const { bucket, key, size, etag, file } = whole;
  return await inParallel({ size, pieceSize: rangeBytes, parallel }, async ({ start, end }) => {
    const { info, body } = await openObject(client, { bucket, key, range: { start, end: end - 1 } });
    if (info.etag !== etag) {
      body.destroy();
      throw new Replaced(`${key} was replaced while it was fetched.`);
    }
    let [at, crc] = [start, 0];
    for await (const chunk of body as AsyncIterable<Buffer>) {
      await writeAll(file, chunk, at);
      crc = crc32(chunk, crc);
      at += chunk.length;
    }
    return { length: at - start, crc };
  });
};

class Replaced extends Error {}

const requireChecksum = (key: string, ranges: readonly FetchedRange[], expected: string | null): void => {
  if (expected === null) return;
  const whole = ranges.reduce((before, { crc, length }) => combineCrc32(before, crc, length), 0);
  if (crc32ToBase64(whole) !== expected)
    throw new ObjectStoreError('checksum_mismatch', `What was fetched of ${key} differs from its checksum.`);
};

const writeAll = async (file: FileHandle, bytes: Buffer, position: number): Promise<void> => {
  for (let at = 0; at < bytes.length;)
    at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
};

const sizeOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
};
