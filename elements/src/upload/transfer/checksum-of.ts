import { crc32 } from '../model/crc32.ts';

/** Read at once: bounds memory, and on the page's thread keeps each task to a few milliseconds. */
const slice = 1_048_576;

/**
 * CRC-32 of a blob, read in slices.
 *
 * @throws {DOMException} `NotReadableError` when the file behind the blob changed or is gone
 */
export const checksumOf = async (blob: Blob): Promise<number> => {
  const read = (at: number): Promise<ArrayBuffer> => blob.slice(at, at + slice).arrayBuffer();
  let crc = 0;
  // While one slice is computed the browser reads the next one.
  let next = read(0);
  for (let at = 0; at < blob.size; at += slice) {
    const bytes = await next;
    next = read(at + slice);
    // Whoever waits for it hears of it; after the last slice nobody does.
    next.catch(() => undefined);
    crc = crc32(new Uint8Array(bytes), crc);
  }
  return crc;
};
