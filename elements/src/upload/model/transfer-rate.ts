interface Sample {
  readonly at: number;
  readonly bytes: number;
}

/** Milliseconds that the speed looks back. Long enough to span a part's end, short enough to feel alive. */
const memory = 10_000;
/** Milliseconds before a first speed is believed. */
const warmUp = 1_000;
/** How much of a new value enters the shown one, twice a second. */
const weight = 0.3;

/** Smoothed speed of a growing count of bytes, and the time that is left. */
export class TransferRate {
  readonly #samples: Sample[] = [];
  #smooth: number | null = null;

  /** `bytes` is the count so far; it may fall when a part has to be sent again. `at` in milliseconds. */
  add(bytes: number, at: number): void {
    const last = this.#samples.at(-1);
    if (last && at - last.at < 200) return;
    this.#samples.push({ at, bytes });
    while (this.#samples.length > 2 && at - (this.#samples[0] as Sample).at > memory) this.#samples.shift();
    const raw = this.#raw();
    if (raw === null) return;
    this.#smooth = this.#smooth === null ? raw : this.#smooth + weight * (raw - this.#smooth);
  }

  /** Bytes a second; null while there is too little to go by. */
  get bytesPerSecond(): number | null {
    return this.#smooth;
  }

  /** Seconds, or null when unknown or absurd (over four days). */
  secondsLeft(remainingBytes: number): number | null {
    if (this.#smooth === null || this.#smooth < 1) return null;
    const seconds = remainingBytes / this.#smooth;
    return seconds < 345_600 ? seconds : null;
  }

  /** After a pause or a broken line the old speed says nothing. */
  reset(): void {
    this.#samples.length = 0;
    this.#smooth = null;
  }

  #raw(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < warmUp) return null;
    return Math.max(0, ((last.bytes - first.bytes) * 1_000) / (last.at - first.at));
  }
}

/** Rounded so that the figure does not flicker: to 5 s below a minute, to 10 s below ten minutes, else to minutes. */
export const calmSeconds = (seconds: number): number => {
  const step = seconds < 60 ? 5 : seconds < 600 ? 10 : 60;
  return Math.max(step, Math.ceil(seconds / step) * step);
};
