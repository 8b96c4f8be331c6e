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
  const { size } = file;
  const gap = size - 2 * edge;
  const samples = Array.from({ length: gap > 0 ? sampleCount : 0 }, (_, n) => {
    const at = edge + Math.floor((gap * n) / sampleCount);
    return bytesOf(file, at, Math.min(at + sampleSize, size));
  });
  // All at once: opening a file takes longer than reading so little of it.
  const [first, last, ...middle] = await Promise.all([
    bytesOf(file, 0, edge),
    bytesOf(file, Math.max(0, size - edge), size),
    ...samples,
  ]);
  const between = middle.reduce((crc, bytes) => crc32(bytes, crc), 0);
  return [size, crc32(first), between, crc32(last)]
    .map((value) => value.toString(16))
    .join('-')
    .padStart(8, '0');
};

const bytesOf = async (file: Blob, start: number, end: number): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(start, end).arrayBuffer());
