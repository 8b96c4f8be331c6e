export interface PaceOptions {
  /** Milliseconds that never go back. */
  now: () => number;
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Milliseconds after which a waiting part looks again whether the limit has changed. */
const lookEvery = 500;

/**
 * Keeps what is sent below a number of bytes a second, on average: each part waits until those before it are paid for.
 * No browser can slow a request down, so a part itself goes as fast as the line; the pauses are between parts.
 */
export class Pace {
  readonly #options: PaceOptions;
  #limit: number | null = null;
  #paidUntil = 0;
  #queue: Promise<void> = Promise.resolve();

  constructor(options: PaceOptions) {
    this.#options = options;
  }

  /** Bytes a second; null is as fast as it goes. */
  get limit(): number | null {
    return this.#limit;
  }

  /** Whatever is no positive number is no limit. */
  set limit(limit: number | null | undefined) {
    const valid = typeof limit === 'number' && Number.isFinite(limit) && limit > 0;
    this.#limit = valid ? limit : null;
    this.#paidUntil = Math.min(this.#paidUntil, this.#options.now());
  }

  /** Resolves when `bytes` may be sent, or the signal ends. */
  turn(bytes: number, signal: AbortSignal): Promise<void> {
    if (this.#limit === null) return Promise.resolve();
    this.#queue = this.#queue.then(() => this.#wait(bytes, signal));
    return this.#queue;
  }

  async #wait(bytes: number, signal: AbortSignal): Promise<void> {
    const { now, sleep } = this.#options;
    while (!signal.aborted && this.#limit !== null) {
      const left = this.#paidUntil - now();
      if (left <= 0) {
        this.#paidUntil = now() + (1_000 * bytes) / this.#limit;
        return;
      }
      await sleep(Math.min(left, lookEvery), signal);
    }
  }
}
