/** While bytes move: keeps the screen from sleeping, and asks before the page is left. */
export class StayAwake {
  #active = false;
  #lock: WakeLockSentinel | null = null;

  set active(active: boolean) {
    if (active === this.#active) return;
    this.#active = active;
    const change = active ? 'addEventListener' : 'removeEventListener';
    globalThis[change]('beforeunload', this.#onLeave);
    document[change]('visibilitychange', this.#onVisible);
    if (active) void this.#acquire();
    else void this.#release();
  }

  readonly #onLeave = (event: Event): void => event.preventDefault();

  /** The browser takes the lock away whenever the page is hidden. */
  readonly #onVisible = (): void => {
    if (document.visibilityState === 'visible') void this.#acquire();
  };

  async #acquire(): Promise<void> {
    try {
      const lock = await navigator.wakeLock.request('screen');
      await this.#release();
      if (this.#active) this.#lock = lock;
      else await lock.release();
    } catch {
      // Not allowed here, or the battery is low: the upload goes on without.
    }
  }

  async #release(): Promise<void> {
    const lock = this.#lock;
    this.#lock = null;
    await lock?.release();
  }
}
