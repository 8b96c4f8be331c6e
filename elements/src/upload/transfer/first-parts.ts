import { partRange } from '../model/part-plan.ts';
import type { Checksums } from './checksums.ts';

export interface FirstParts {
  readonly partSize: number;
  /** CRC-32 by number. */
  readonly known: ReadonlyMap<number, string>;
}

export interface FirstPartsOptions {
  readonly partSize: number;
  /** As many as will be sent at once. */
  readonly count: number;
  readonly checksums: Checksums;
  readonly signal: AbortSignal;
}

/**
 * Checksums of a file's first parts, by number: opening the upload with them saves the round trip for their addresses.
 *
 * @throws {DOMException} `NotReadableError` when the file changed, or the signal's reason
 */
export const readFirstParts = async (
  file: File,
  { partSize, count, checksums, signal }: FirstPartsOptions,
): Promise<FirstParts> => {
  const plan = { fileSize: file.size, partSize, partCount: Math.ceil(file.size / partSize) };
  const known = new Map<number, string>();
  for (let number = 1; number <= Math.min(count, plan.partCount); number++) {
    const { start, end } = partRange(plan, number);
    known.set(number, await checksums.of(file.slice(start, end)));
    signal.throwIfAborted();
  }
  return { partSize, known };
};
