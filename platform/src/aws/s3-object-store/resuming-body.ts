import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Gives the bytes from `start` on, of the same version of the object. */
export type OpenFrom = (start: number, signal: AbortSignal) => Promise<Readable>;

export interface ResumingBodyOptions {
  readonly first: Readable;
  /** Of the first byte of `first`. */
  readonly start: number;
  /** Of the last byte, inclusive. */
  readonly end: number;
  readonly open: OpenFrom;
}

/** A few chunks of a connection, so that a reader who keeps up never stops it. */
const bufferedBytes = 256 * 1024;
/** Without a byte between them: then something is wrong that trying again does not mend. */
const maxResumes = 3;
const backoffMs = 100;

/**
 * A body that goes on where it was when its connection breaks or falls silent. Destroying it ends the request at once.
 */
export class ResumingBody extends Readable {
  readonly #options: ResumingBodyOptions;
  readonly #aborter = new AbortController();
  #source: Readable | null = null;
  #next: number;
  #resumes = 0;
  #onWanted: (() => void) | null = null;

  constructor(options: ResumingBodyOptions) {
    super({ highWaterMark: bufferedBytes });
    this.#options = options;
    this.#next = options.start;
    this.#attach(options.first);
  }

  override _read(): void {
    this.#onWanted?.();
    if (this.#source?.isPaused()) this.#source.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#aborter.abort(error ?? new Error('Nobody reads any more.'));
    this.#source?.destroy();
    this.#onWanted?.();
    done(error);
  }

  #attach(source: Readable): void {
    this.#source = source;
    let over = false;
    const end = (error: Error | null): void => {
      if (over || this.destroyed) return;
      over = true;
      if (this.#next > this.#options.end) this.push(null);
      else void this.#resume(error ?? new Error('The store closed the connection too early.'));
    };
    source
      .on('data', (chunk: Buffer) => {
        if (over) return;
        this.#next += chunk.length;
        this.#resumes = 0;
        if (!this.push(chunk)) source.pause();
      })
      .once('end', () => end(null))
      .once('close', () => end(null))
      .on('error', end);
  }

  async #resume(why: Error): Promise<void> {
    const { signal } = this.#aborter;
    try {
      if (this.#resumes >= maxResumes) throw why;
      await sleep(backoffMs * 2 ** this.#resumes++, null, { signal });
      // A connection is given up, too, when our reader takes nothing for long, as a player that is paused.
      await this.#wanted();
      const source = await this.#options.open(this.#next, signal);
      if (this.destroyed) source.destroy();
      else this.#attach(source);
    } catch (error) {
      if (!this.destroyed) this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Resolves once there is room for more, or nobody reads any more. */
  async #wanted(): Promise<void> {
    if (this.destroyed || this.readableLength < this.readableHighWaterMark) return;
    await new Promise<void>((resolve) => (this.#onWanted = resolve));
    this.#onWanted = null;
  }
}
