import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { AppError } from '../../http/app-error.ts';
import { invalid } from './tus-headers.ts';

const hashes = ['sha1', 'sha256', 'sha512', 'md5'] as const;
export const checksumAlgorithms: readonly string[] = [...hashes, 'crc32'];

export interface UploadChecksum {
  readonly add: (chunk: Uint8Array) => void;
  /** Throws `upload_checksum_mismatch` unless what was added is what the client meant to send. */
  readonly verify: () => void;
}

/** `Upload-Checksum: sha1 base64`. Null without the header. */
export const parseChecksum = (header: string | undefined): UploadChecksum | null => {
  if (header === undefined) return null;
  const [, algorithm = '', value = ''] = /^([a-z0-9-]+) ([A-Za-z0-9+/]+={0,2})$/.exec(header) ?? [];
  const digest = digestOf(algorithm);
  if (!digest)
    throw invalid(`Upload-Checksum is one of ${checksumAlgorithms.join(', ')} and a value in base64.`);
  return {
    add: digest.add,
    verify: () => {
      if (!digest.value().equals(Buffer.from(value, 'base64')))
        throw new AppError('upload_checksum_mismatch');
    },
  };
};

const digestOf = (algorithm: string): { add: (chunk: Uint8Array) => void; value: () => Buffer } | null => {
  const name = hashes.find((known) => known === algorithm);
  if (name) {
    const hash = createHash(name);
    return { add: (chunk) => void hash.update(chunk), value: () => hash.digest() };
  }
  if (algorithm !== 'crc32') return null;
  let crc = 0;
  return {
    add: (chunk) => {
      crc = crc32(chunk, crc);
    },
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc);
      return bytes;
    },
  };
};
