export interface StreamLimits {
  min: number;
  max: number;
  start: number;
}

export const defaultStreams: StreamLimits = { min: 2, max: 6, start: 4 };

/** A step up must earn this much, or it is taken back: on a line that one stream fills, more of them only queue. */
const worthwhile = 1.06;
/** Samples to wait at a proven level before the next trial. */
const patience = 5;

/**
 * How many parts are in flight at once: climbs while each step makes the whole faster, steps back when the server
 * or the line says that it is too much. Feed it the speed of all streams together at a steady pace.
 */
export class StreamTuner {
  readonly #limits: StreamLimits;
  #limit: number;
  #trial: { from: number; speed: number } | null = null;
  #rest = 1;

  constructor(limits: StreamLimits = defaultStreams) {
    this.#limits = { ...limits };
    this.#limit = limits.start;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Bytes a second over the time since the last sample. */
  sample(bytesPerSecond: number): void {
    if (this.#trial) {
      if (bytesPerSecond < this.#trial.speed * worthwhile) this.#limit = this.#trial.from;
      this.#trial = null;
      this.#rest = patience;
      return;
    }
    if (--this.#rest > 0 || this.#limit >= this.#limits.max) return;
    this.#trial = { from: this.#limit, speed: bytesPerSecond };
    this.#limit += 1;
  }

  /** A timeout, a stall or a 503: less at once. */
  setback(): void {
    this.#trial = null;
    this.#rest = patience * 2;
    this.#limit = Math.max(this.#limits.min, this.#limit - 1);
  }

  /** Browsers open six connections to an HTTP/1.1 host; where the store shares the API's, some must stay free. */
  capAt(max: number): void {
    this.#limits.max = Math.min(this.#limits.max, max);
    this.#limits.min = Math.min(this.#limits.min, this.#limits.max);
    this.#limit = Math.min(this.#limit, this.#limits.max);
  }
}
