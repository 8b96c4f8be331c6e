/** A part on its way. */
export interface PartWork {
  /** Never rejects. */
  run(): Promise<void>;
  /** Ends it as soon as may be; its part is handed out again later. */
  giveBack(): void;
}

/** Something with parts to send. */
export interface PartSource {
  /** The next piece of work, or null while there is none to hand out. */
  next(): PartWork | null;
}

/**
 * The one line that all files share: runs at most `limit` pieces of work at once, the first file's before the
 * second's, so that files finish one after the other and the last parts of one are joined by the first of the next.
 */
export class PartLine {
  readonly #sources: PartSource[] = [];
  readonly #limit: () => number;
  readonly #active: PartWork[] = [];

  constructor(limit: () => number) {
    this.#limit = limit;
  }

  get active(): number {
    return this.#active.length;
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
    while (this.active < this.#limit()) {
      const work = this.#next();
      if (!work) return;
      this.#active.push(work);
      void work.run().finally(() => {
        this.#active.splice(this.#active.indexOf(work), 1);
        this.wake();
      });
    }
  }

  /** Call when the limit fell and cannot wait for parts to end: the youngest ones, which lose least, are given back. */
  shed(): void {
    for (const work of this.#active.slice(this.#limit())) work.giveBack();
  }

  #next(): PartWork | null {
    for (const source of this.#sources) {
      const work = source.next();
      if (work) return work;
    }
    return null;
  }
}
