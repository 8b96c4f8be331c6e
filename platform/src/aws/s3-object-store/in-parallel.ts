export interface Piece {
  /** From 0. */
  readonly index: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * Does the pieces of a whole of `size`, bytes or whatever they are, some at a time, and gives the results in order. After a failure none is begun, and
 * it is told once none is under way any more: whoever cleans up afterwards is alone.
 */
export const inParallel = async <T>(
  { size, pieceSize, parallel }: { size: number; pieceSize: number; parallel: number },
  work: (piece: Piece) => Promise<T>,
): Promise<T[]> => {
  const results: T[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next * pieceSize < size && !failed) {
      const index = next++;
      const start = index * pieceSize;
      try {
        results[index] = await work({ index, start, end: Math.min(size, start + pieceSize) });
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: parallel }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return results;
};
