export interface StreamLimits {
  min: number;
  max: number;
  start: number;
}

export const defaultStreams: StreamLimits = { min: 2, max: 8, start: 6 };

/** One stream more must earn this much, or it is taken back: where one fills the line, more of them only queue. */
const worthwhile = 1.06;
/** One stream less may cost so much: what is in flight is what a broken line loses. */
const bearable = 0.97;
/** Samples to wait at a proven level before the next trial. */
const patience = 4;

/**
 * How many parts are in flight at once: tries one more and one less in turns and keeps what pays, and steps back when
 * the server or the line says that it is too much. Feed it the speed of all streams together at a steady pace.
 */
export class StreamTuner {
  readonly #limits: StreamLimits;
  #limit: number;
  #trial: { from: number; speed: number } | null = null;
  #rest = 1;
  #upNext = true;

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
      const { from, speed } = this.#trial;
      const pays = bytesPerSecond >= speed * (this.#limit > from ? worthwhile : bearable);
      if (!pays) this.#limit = from;
      this.#trial = null;
      this.#rest = patience;
      return;
    }
    if (--this.#rest > 0) return;
    const { min, max } = this.#limits;
    const up = this.#limit < max && (this.#upNext || this.#limit <= min);
    if (!up && this.#limit <= min) return;
    this.#upNext = !up;
    this.#trial = { from: this.#limit, speed: bytesPerSecond };
    this.#limit += up ? 1 : -1;
  }

  /** A timeout, a stall or a 503: less at once. */
  setback(): void {
    this.#trial = null;
    this.#rest = patience * 2;
    this.#limit = Math.max(this.#limits.min, this.#limit - 1);
  }

  /** Browsers open six connections to an HTTP/1.1 host; where it is the API's too, some may have to stay free. */
  capAt(max: number): void {
    this.#limits.max = Math.min(this.#limits.max, max);
    this.#limits.min = Math.min(this.#limits.min, this.#limits.max);
    this.#limit = Math.min(this.#limit, this.#limits.max);
  }
}
