interface Writer {
  readonly signal: AbortSignal;
  /** Call when nothing is on its way to the place any more. It stays taken. */
  rest(): void;
  /** Call when the part is stored, or never will be: others may write there. */
  release(): void;
}

/** Who is writing to which part's place: one at a time, and nobody once the file is being finished. */
export class PlaceWriters {
  readonly #uploads = new Map<string, Map<number, { stop: AbortController; ended: Promise<void> }>>();

  /** Null while somebody writes there. */
  begin(uploadId: string, number: number): Writer | null {
    const writers = this.#uploads.get(uploadId) ?? new Map<number, never>();
    if (writers.has(number)) return null;
    const stop = new AbortController();
    const { promise: ended, resolve: rest } = Promise.withResolvers<void>();
    writers.set(number, { stop, ended });
    this.#uploads.set(uploadId, writers);
    const release = (): void => {
      writers.delete(number);
      if (writers.size === 0) this.#uploads.delete(uploadId);
      rest();
    };
    return { signal: stop.signal, rest, release };
  }

  /** Stops everybody, and resolves when all are at rest. */
  async end(uploadId: string): Promise<void> {
    const writers = [...(this.#uploads.get(uploadId)?.values() ?? [])];
    for (const { stop } of writers) stop.abort(new Error('The upload is being completed.'));
    await Promise.all(writers.map(({ ended }) => ended));
  }
}
