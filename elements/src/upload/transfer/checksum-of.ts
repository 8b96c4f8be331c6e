import { crc32, crc32Base64 } from '../model/crc32.ts';

/** Read at once: bounds memory, and on the page's thread keeps each task to a few milliseconds. */
const pageSlice = 1_048_576;

/**
 * CRC-32 of a blob as S3 spells it.
 *
 * @throws {DOMException} `NotReadableError` when the file behind the blob changed or is gone
 */
export const checksumOf = async (blob: Blob, slice = pageSlice): Promise<string> => {
  let crc = 0;
  for (let at = 0; at < blob.size; at += slice) {
    crc = crc32(new Uint8Array(await blob.slice(at, at + slice).arrayBuffer()), crc);
  }
  return crc32Base64(crc);
};
