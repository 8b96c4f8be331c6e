/** Milliseconds between two looks. */
const usualTick = 1_000;
/** What a look counts at most in a hidden tab, whose timers browsers slow down to one a minute. */
const hiddenTick = 65_000;

/**
 * Tells when nothing was heard for so many milliseconds. Time in which the page did not run does not count: a laptop
 * that slept for an hour heard nothing because it slept.
 */
export class SilenceWatch {
  readonly #limit: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #silence = 0;
  #last = performance.now();

  constructor(limit: number, onSilence: () => void) {
    this.#limit = limit;
    const tick = Math.min(usualTick, limit / 4);
    this.#timer = setInterval(() => {
      const now = performance.now();
      const most = globalThis.document?.visibilityState === 'hidden' ? hiddenTick : 2 * tick;
      this.#silence += Math.min(now - this.#last, most);
      this.#last = now;
      if (this.#silence >= this.#limit) {
        this.stop();
        onSilence();
      }
    }, tick);
  }

  /** A sign of life. */
  heard(): void {
    this.#silence = 0;
    this.#last = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
