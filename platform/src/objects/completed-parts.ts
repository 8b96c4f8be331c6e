import { createHash } from 'node:crypto';

import { maxPartCount } from '@vidkit/contracts/schemas/upload';

import { ObjectStoreError, type StoredObjectPart } from '../ports/object-store.ts';

/** A part as whoever sent it names it when the upload is completed. */
export interface CompletedPart {
  readonly number: number;
  readonly etag: string;
  readonly crc32?: string | undefined;
}

/** S3 refuses smaller parts, but for the last one. */
const minPartBytes = 5 * 1024 * 1024;

/** What S3 checks when an upload is completed, and where it would answer InvalidPart, BadDigest or InvalidRequest. */
export const requireParts = (
  claimed: readonly CompletedPart[],
  stored: readonly StoredObjectPart[],
  totalSize: number,
): void => {
  if (claimed.length === 0 || claimed.length > maxPartCount || claimed.length !== stored.length) {
    throw mismatch(`${claimed.length} parts were listed, ${stored.length} are stored.`);
  }
  for (const [index, part] of claimed.entries()) {
    const found = stored[index];
    if (part.number !== index + 1 || found?.number !== part.number) {
      throw mismatch(`Part ${index + 1} is not listed in its place or not stored.`);
    }
    if (bare(part.etag) !== found.etag)
      throw mismatch(`The ETag of part ${part.number} is not the stored one.`);
    if (part.crc32 !== undefined && found.crc32 !== null && part.crc32 !== found.crc32) {
      throw new ObjectStoreError(
        'checksum_mismatch',
        `The checksum of part ${part.number} is not the stored one.`,
      );
    }
    if (index < stored.length - 1 && found.size < minPartBytes) {
      throw mismatch(`Part ${part.number} has ${found.size} bytes; all but the last need ${minPartBytes}.`);
    }
  }
  if (sumOf(stored) !== totalSize) throw mismatch(`The parts have ${sumOf(stored)} bytes, not ${totalSize}.`);
};

/** S3's ETag of a multipart object: the MD5 of the raw MD5s of its parts, and how many there were. */
export const multipartEtag = (partMd5s: readonly string[]): string => {
  const md5 = createHash('md5');
  for (const part of partMd5s) md5.update(Buffer.from(part, 'hex'));
  return `${md5.digest('hex')}-${partMd5s.length}`;
};

export const sumOf = (parts: readonly StoredObjectPart[]): number =>
  parts.reduce((total, part) => total + part.size, 0);

/** Clients echo ETags with or without the quotes of the header. */
export const bare = (etag: string): string => etag.replace(/^"|"$/g, '');

export const mismatch = (message: string): ObjectStoreError => new ObjectStoreError('part_mismatch', message);
