import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { crc32 } from 'node:zlib';

export interface Digest {
  readonly size: number;
  /** Lower-case hex, or as many digits that stand in its place. */
  readonly md5: string;
  /** Base64 of the big-endian value, as in S3's `x-amz-checksum-crc32`. */
  readonly crc32: string;
}

/** Passes bytes on and knows their digest afterwards; `onBytes` hears of every chunk. */
export const digestStream = (onBytes?: () => void): { through: Transform; digest: () => Digest } => {
  const md5 = createHash('md5');
  let crc = 0;
  let size = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      crc = crc32(chunk, crc);
      md5.update(chunk);
      onBytes?.();
      done(null, chunk);
    },
  });
  return { through, digest: () => ({ size, md5: md5.digest('hex'), crc32: crc32ToBase64(crc) }) };
};

/** S3's ETag of a multipart object: the MD5 of the raw MD5s of its parts, and how many there were. */
export const multipartEtag = (partMd5s: readonly string[]): string => {
  const md5 = createHash('md5');
  for (const part of partMd5s) md5.update(Buffer.from(part, 'hex'));
  return `${md5.digest('hex')}-${partMd5s.length}`;
};

/** Big-endian, as S3 spells it. */
export const crc32ToBase64 = (value: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString('base64');
};
