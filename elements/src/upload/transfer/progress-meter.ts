import { TransferRate } from '../model/transfer-rate.ts';

/** Milliseconds between two reports. */
const every = 250;

/**
 * Turns many small notes of progress into a calm report with a speed. The last note is always reported: a part that
 * fits into the browser's buffers is noted once and then for a long time not at all.
 */
export class ProgressMeter {
  readonly #rate = new TransferRate();
  readonly #report: (bytes: number) => void;
  #bytes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(report: (bytes: number) => void) {
    this.#report = report;
  }

  get bytesPerSecond(): number | null {
    return this.#rate.bytesPerSecond;
  }

  secondsLeft(remainingBytes: number): number | null {
    return this.#rate.secondsLeft(remainingBytes);
  }

  note(bytes: number): void {
    this.#bytes = bytes;
    this.#rate.add(bytes, performance.now());
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#report(this.#bytes);
    }, every);
  }

  /** After a pause or a broken line the old speed says nothing. */
  reset(): void {
    this.#rate.reset();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
