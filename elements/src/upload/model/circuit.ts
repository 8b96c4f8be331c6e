import { createDeferred, type Deferred } from './deferred.ts';

export interface CircuitOptions {
  /** Failures in a row after which everything waits. */
  limit: number;
  /** Milliseconds of the first wait's upper end. */
  base: number;
  /** Milliseconds that no wait exceeds, unless the server asks for more. */
  cap: number;
  /** In `[0, 1)`. */
  random: () => number;
  /** Milliseconds that never go back. */
  now: () => number;
  /** Resolves after so many milliseconds, or sooner when there is news of the line or the signal ends. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** That an origin is out of reach or overloaded: everything else says that it answers. */
export interface Outage {
  /** Seconds that it asked to be left alone. */
  readonly retryAfter: number | null;
}

/**
 * All requests to one origin. After some failures in a row they wait together, and one goes first and tries: a server
 * that comes back meets one request instead of all that were waiting for it.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  #failures = 0;
  #openUntil = 0;
  #probing = false;
  #news: Deferred<void> = createDeferred();

  constructor(options: CircuitOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#failures >= this.#options.limit;
  }

  /**
   * Runs `attempt` when its turn has come, at once while all is well. `outageOf` tells an outage from an answer.
   * Rejects with what `attempt` rejects with, or the signal's reason.
   */
  async run<T>(
    attempt: () => Promise<T>,
    outageOf: (error: unknown) => Outage | null,
    signal: AbortSignal,
  ): Promise<T> {
    const probe = await this.#turn(signal);
    try {
      const answer = await attempt();
      this.#settle(null);
      return answer;
    } catch (error) {
      if (!signal.aborted) this.#settle(outageOf(error));
      throw error;
    } finally {
      if (probe) this.#probing = false;
      if (probe) this.#tell();
    }
  }

  /** Whether this one is the probe. */
  async #turn(signal: AbortSignal): Promise<boolean> {
    const { now, wait } = this.#options;
    while (this.isOpen) {
      signal.throwIfAborted();
      const left = this.#openUntil - now();
      if (left <= 0 && !this.#probing) return (this.#probing = true);
      const ended = new AbortController();
      const news = this.#news.promise;
      await Promise.race([
        news,
        wait(this.#probing ? this.#options.cap : left, AbortSignal.any([signal, ended.signal])),
      ]);
      ended.abort();
      // Woken before the time: the line may be back.
      if (!this.#probing && news === this.#news.promise) this.#openUntil = Math.min(this.#openUntil, now());
    }
    signal.throwIfAborted();
    return false;
  }

  #settle(outage: Outage | null): void {
    if (!outage) {
      this.#failures = 0;
      return this.#tell();
    }
    this.#failures += 1;
    if (!this.isOpen) return;
    const { limit, base, cap, random, now } = this.#options;
    const ceiling = Math.min(cap, base * 2 ** (this.#failures - limit));
    const delay = Math.max((outage.retryAfter ?? 0) * 1_000, ceiling / 2) + (random() * ceiling) / 2;
    this.#openUntil = Math.max(this.#openUntil, now() + delay);
    this.#tell();
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = createDeferred();
  }
}
