import { crc32 } from './crc32.ts';

const edge = 1_048_576;
const sampleCount = 16;
const sampleSize = 16_384;

/**
 * Names a file by its content: size, CRC-32 of the first and the last MiB, and of sixteen samples between. Name and
 * time of change are left out, since a copy is the same video. Not proof against intent: before a stored part is
 * skipped its own checksum is compared.
 */
export const fingerprintOf = async (file: Blob): Promise<string> => {
  const first = await crcOf(file, 0, edge);
  const last = await crcOf(file, Math.max(0, file.size - edge), file.size);
  let middle = 0;
  const gap = file.size - 2 * edge;
  for (let n = 0; gap > 0 && n < sampleCount; n++) {
    const at = edge + Math.floor((gap * n) / sampleCount);
    middle = await crcOf(file, at, Math.min(at + sampleSize, file.size), middle);
  }
  return [file.size, first, middle, last]
    .map((value) => value.toString(16))
    .join('-')
    .padStart(8, '0');
};

const crcOf = async (file: Blob, start: number, end: number, before = 0): Promise<number> =>
  crc32(new Uint8Array(await file.slice(start, end).arrayBuffer()), before);
