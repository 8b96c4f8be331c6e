import type { PlayerPort } from '../model/player-port.ts';

/** `timeupdate` comes about this often, in seconds: an end that is nearer gets a timer of its own. */
const updateGap = 0.4;

/** Plays one stretch of the video again and again: from A to B, both set by the viewer. */
export class AbLoop {
  /** Seconds; null while not set. */
  start: number | null = null;
  end: number | null = null;
  readonly #port: PlayerPort;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(port: PlayerPort) {
    this.#port = port;
    port.media.addEventListener('timeupdate', this.#watch);
    port.media.addEventListener('ended', () => {
      if (this.end === null) return;
      this.#goBack();
      void port.play().catch(() => undefined);
    });
  }

  /** Sets an end to where the video is. One that would lie on the wrong side of the other takes its place. */
  mark(which: 'a' | 'b'): void {
    const now = this.#port.currentTime;
    if (which === 'a') {
      this.start = now;
      if (this.end !== null && this.end <= now) this.end = null;
    } else {
      const start = this.start ?? 0;
      [this.start, this.end] = now > start ? [start, now] : [now, start];
      if (this.start === this.end) this.end = null;
    }
    this.#port.requestUpdate();
    this.#watch();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.start = this.end = null;
    this.#port.requestUpdate();
  }

  readonly #watch = (): void => {
    clearTimeout(this.#timer);
    if (this.end === null || this.#port.paused) return;
    const left = (this.end - this.#port.currentTime) / (this.#port.media.playbackRate || 1);
    if (left <= 0) this.#goBack();
    else if (left < updateGap) this.#timer = setTimeout(this.#watch, left * 1000);
  };

  #goBack(): void {
    this.#port.currentTime = this.start ?? 0;
  }
}
