/** Stretches of a video that were played, in milliseconds of the video; a seek begins a new one. */
export class WatchedRanges {
  #done: [from: number, to: number][] = [];
  #from: number | null = null;
  #to = 0;

  /** The last position that was played; null after a cut. */
  get last(): number | null {
    return this.#from === null ? null : this.#to;
  }

  /** Played on without a gap up to here. */
  reach(ms: number): void {
    if (this.#from === null || ms < this.#to) {
      this.cut();
      this.#from = ms;
    }
    this.#to = ms;
  }

  /** What comes next lies elsewhere. */
  cut(): void {
    if (this.#from !== null && this.#to > this.#from) this.#done.push([this.#from, this.#to]);
    this.#from = null;
  }

  /** What was played since the last call, at most the newest `limit` stretches; the present one goes on. */
  take(limit: number): [from: number, to: number][] {
    const { last } = this;
    this.cut();
    this.#from = last;
    return this.#done.splice(0).slice(-limit);
  }
}
