import { createDeferred } from '../model/deferred.ts';
import { partRange } from '../model/part-plan.ts';
import type { Checksums } from './checksums.ts';

export interface FirstParts {
  readonly partSize: number;
  /** CRC-32 by number, from the first part on without a gap; grows until all are read or the signal ends. */
  readonly known: ReadonlyMap<number, string>;
}

export interface FirstPartsOptions {
  readonly partSize: number;
  /** As many as will be sent at once. */
  readonly count: number;
  readonly checksums: Checksums;
  readonly signal: AbortSignal;
}

/** Milliseconds: a long round trip, which is what reading all of them saves. */
const worthWaiting = 250;

/**
 * Reads a file's first parts: opening the upload with their checksums saves the round trip for their addresses.
 * Resolves when all are read, or some and a little time has passed: a slow reader opens with fewer and reads on.
 *
 * @throws {DOMException} `NotReadableError` when the file changed
 */
export const readFirstParts = async (
  file: File,
  { partSize, count, checksums, signal }: FirstPartsOptions,
): Promise<FirstParts> => {
  const plan = { fileSize: file.size, partSize, partCount: Math.ceil(file.size / partSize) };
  const known = new Map<number, string>();
  const enough = createDeferred<void>();
  const begun = performance.now();
  const read = async (): Promise<void> => {
    for (let number = 1; number <= Math.min(count, plan.partCount) && !signal.aborted; number++) {
      known.set(number, await checksums.of(file, partRange(plan, number)));
      if (performance.now() - begun > worthWaiting) enough.resolve();
    }
  };
  // Once there is enough, a failure is for whoever reads the rest.
  read().then(
    () => enough.resolve(),
    (error: Error) => enough.reject(error),
  );
  await enough.promise;
  return { partSize, known };
};
