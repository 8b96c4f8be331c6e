import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { S3Error } from './s3-error.ts';

/** The checksums of S3 that the stand-in knows. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC64NVME' | 'SHA256';
export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC64NVME', 'SHA256'];

export const checksumHeader = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

export interface Hasher {
  update(bytes: Buffer): void;
  digest(): Buffer;
}

export const hasher = (algorithm: ChecksumAlgorithm): Hasher => {
  if (algorithm === 'CRC32') return new Crc32();
  if (algorithm === 'CRC64NVME') return new Crc64Nvme();
  return createHash('sha256');
};

/** The algorithm whose name is in a header, or null without one. */
export const parseAlgorithm = (name: string | undefined): ChecksumAlgorithm | null => {
  if (name === undefined) return null;
  const found = checksumAlgorithms.find((each) => each === name.toUpperCase());
  if (!found) throw new S3Error('NotImplemented', `The stand-in does not know the checksum ${name}.`);
  return found;
};

class Crc32 implements Hasher {
  #value = 0;

  update(bytes: Buffer): void {
    this.#value = crc32(bytes, this.#value);
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return bytes;
  }
}

/** Reflected polynomial 0x9a6c9329ac4bc9b5 in two halves; "123456789" gives ae8b14860a799888. */
class Crc64Nvme implements Hasher {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Buffer): void {
    let [high, low] = [this.#high, this.#low];
    for (const byte of bytes) {
      const at = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (lows[at] ?? 0);
      high = (high >>> 8) ^ (highs[at] ?? 0);
    }
    [this.#high, this.#low] = [high, low];
  }

  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(~this.#high >>> 0, 0);
    bytes.writeUInt32BE(~this.#low >>> 0, 4);
    return bytes;
  }
}

const highs = new Uint32Array(256);
const lows = new Uint32Array(256);
for (let at = 0; at < 256; at++) {
  let value = BigInt(at);
  for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
  highs[at] = Number(value >> 32n);
  lows[at] = Number(value & 0xffffffffn);
}
