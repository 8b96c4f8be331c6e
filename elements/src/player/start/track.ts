import type { MediaList, Piece } from './playlists.ts';

/** Seconds by which the end of an entry may differ from what its playlist says. */
const tolerance = 0.5;

/** A source buffer and what fills it. */
export interface Buffered {
  readonly codec: string;
  readonly buffer: SourceBuffer;
  readonly init: Piece;
  readonly initBytes: Uint8Array<ArrayBuffer>;
}

/** Something that cannot be played this way, or not by now; whoever knows more ways tries them. */
export class StartUpError extends Error {
  override readonly name = 'StartUpError';
}

/** One source buffer, filled entry by entry. */
export class Track {
  readonly #codec: string;
  readonly #list: MediaList;
  readonly #buffer: SourceBuffer;
  readonly #signal: AbortSignal;
  #index = 0;
  /** What goes before every entry, as far as it is here. */
  #head = new Uint8Array();

  constructor(source: MediaSource, codec: string, list: MediaList, signal: AbortSignal) {
    if (!MediaSource.isTypeSupported(codec)) throw new StartUpError(codec);
    this.#codec = codec;
    this.#list = list;
    this.#signal = signal;
    this.#buffer = source.addSourceBuffer(codec);
  }

  /** The entry that follows those that are here; the last one is left to the engine. */
  get next(): Piece | undefined {
    return this.#list.entries.slice(0, -1)[this.#index];
  }

  /** Seconds up to which it is filled, as the playlist says. */
  get until(): number {
    const last = this.#list.entries[this.#index - 1];
    return last ? last.start + last.duration : 0;
  }

  /** Takes the head and the first entries, in whatever pieces. */
  async pour(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { size } = this.#list.init;
    if (this.#head.length < size) {
      const head = new Uint8Array(Math.min(size, this.#head.length + bytes.length));
      head.set(this.#head);
      head.set(bytes.subarray(0, head.length - this.#head.length), this.#head.length);
      this.#head = head;
    }
    await this.#add(bytes);
  }

  /** The head and the entries before this one are here. */
  begun(until: number): Buffered {
    this.#index = until - 1;
    this.#advance();
    const codec = /codecs="(.*)"/.exec(this.#codec)?.[1] ?? '';
    return { codec, buffer: this.#buffer, init: this.#list.init, initBytes: this.#head };
  }

  async append(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#add(bytes);
    this.#advance();
  }

  #advance(): void {
    this.#index++;
    const { buffered } = this.#buffer;
    const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
    // Bytes that make no sense are taken without a word while they may be the beginning of something.
    if (end < this.until - tolerance) throw new StartUpError('not what the playlist says');
  }

  #add(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => (): void => {
        this.#buffer.onupdateend = this.#buffer.onerror = null;
        end();
      };
      this.#buffer.onupdateend = settle(resolve);
      this.#buffer.onerror = settle(() => reject(new StartUpError('append')));
      this.#buffer.appendBuffer(bytes);
    });
  }
}
