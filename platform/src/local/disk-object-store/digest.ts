import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { crc32 } from 'node:zlib';

import { crc32ToBase64 } from '../../objects/crc32.ts';

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
