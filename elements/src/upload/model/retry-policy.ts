export interface RetryOptions {
  /** Milliseconds of the first wait's upper end. */
  base: number;
  /** Milliseconds that no wait exceeds, unless the server asks for more. */
  cap: number;
  /** Milliseconds without any progress after which we stop trying by ourselves. */
  budget: number;
  /** Milliseconds of silence that a part in flight may always have. */
  stall: number;
  /** In `[0, 1)`. */
  random: () => number;
  /** Milliseconds that never go back. */
  now: () => number;
}

/** Ten minutes: longer than a router's restart or a deploy of the server. */
export const defaultRetry: RetryOptions = {
  base: 500,
  cap: 30_000,
  budget: 600_000,
  stall: 20_000,
  random: Math.random,
  now: () => performance.now(),
};

/** The longest that an attempt counts: more is a slow line that is at work, or a computer that slept. */
const longestAttempt = 60_000;
/** A server that asks to wait for longer than this is asked again at this pace. */
const longestRequested = 120_000;

/**
 * How long to go on after failures: full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter") within a
 * budget that every sign of progress renews. One for each upload; attempts are counted by the caller, per part.
 */
export class Patience {
  readonly #options: RetryOptions;
  /** Milliseconds of failure so far; null while all is well. */
  #spent: number | null = null;
  /** When the last failure was, and how long it was to be waited. */
  #last = { at: 0, delay: 0 };

  constructor(options: Partial<RetryOptions> = {}) {
    this.#options = { ...defaultRetry, ...options };
  }

  /** Bytes arrived or a call was answered: the budget is whole again. */
  progressed(): void {
    this.#spent = null;
  }

  /**
   * Milliseconds to wait before attempt `attempt + 1`, or null when the budget is spent.
   *
   * @param attempt failures in a row so far, from 1
   * @param retryAfter seconds that the server asked for
   */
  nextDelay(attempt: number, retryAfter: number | null = null): number | null {
    const { budget, now } = this.#options;
    const passed = now() - this.#last.at;
    this.#spent =
      this.#spent === null ? 0 : this.#spent + Math.min(passed, this.#last.delay + longestAttempt);
    if (this.#spent >= budget) return null;
    const delay = this.#delay(attempt, retryAfter);
    this.#last = { at: now(), delay };
    return delay;
  }

  #delay(attempt: number, retryAfter: number | null): number {
    const { base, cap, random } = this.#options;
    const ceiling = Math.min(cap, base * 2 ** (attempt - 1));
    const jittered = random() * ceiling;
    return retryAfter === null ? jittered : Math.min(retryAfter * 1_000, longestRequested) + jittered;
  }
}

const stallCeiling = 300_000;

/**
 * Milliseconds of silence after which a part in flight counts as stalled: four times what the part should take in
 * all, at least 20 s. Below that, a slow line whose buffers swallow a whole part looks dead.
 */
export const stallLimit = (
  partSize: number,
  bytesPerSecond: number | null,
  floor = defaultRetry.stall,
): number =>
  bytesPerSecond === null || bytesPerSecond <= 0
    ? floor
    : Math.min(Math.max(floor, (4_000 * partSize) / bytesPerSecond), stallCeiling);
