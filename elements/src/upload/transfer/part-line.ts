/** Something with parts to send. */
export interface PartSource {
  /** The next piece of work, or null while there is none to hand out. The work itself never rejects. */
  next(): (() => Promise<void>) | null;
}

/**
 * The one line that all files share: runs at most `limit` pieces of work at once, the first file's before the
 * second's, so that files finish one after the other and the last parts of one are joined by the first of the next.
 */
export class PartLine {
  readonly #sources: PartSource[] = [];
  readonly #limit: () => number;
  #active = 0;

  constructor(limit: () => number) {
    this.#limit = limit;
  }

  get active(): number {
    return this.#active;
  }

  add(source: PartSource): void {
    if (!this.#sources.includes(source)) this.#sources.push(source);
    this.wake();
  }

  remove(source: PartSource): void {
    const index = this.#sources.indexOf(source);
    if (index >= 0) this.#sources.splice(index, 1);
  }

  /** Call when a source has new work or the limit rose. */
  wake(): void {
    while (this.#active < this.#limit()) {
      const work = this.#next();
      if (!work) return;
      this.#active += 1;
      void work().finally(() => {
        this.#active -= 1;
        this.wake();
      });
    }
  }

  #next(): (() => Promise<void>) | null {
    for (const source of this.#sources) {
      const work = source.next();
      if (work) return work;
    }
    return null;
  }
}
