import type { Playback } from '@vidkit/contracts/schemas/playback';

import { chooseVariant } from './choose-variant.ts';
import {
  entryAt,
  readMediaList,
  readVariants,
  type Entry,
  type MediaList,
  type Piece,
  type Variant,
} from './playlists.ts';
import { StartUpError, Track, type Buffered } from './track.ts';

/** What an engine needs to go on where the start-up stopped. */
export interface HandOver {
  readonly mediaSource: MediaSource;
  readonly buffers: { readonly video: Buffered; readonly audio: Buffered | null };
  /** Address of the playlist that was played, as the multivariant playlist names it. */
  readonly uri: string;
  /** Seconds up to which the picture is there; the sound ends in the same entry. */
  readonly until: number;
  /** Bits per second that the line carried, its latency included. */
  readonly bandwidth: number;
}

export interface StartUpOptions {
  readonly media: HTMLVideoElement;
  readonly playback: Playback;
  /** Seconds. */
  readonly startTime: number;
  /** Bits per second that the line is believed to carry. */
  readonly bandwidth: number;
}

/** Seconds that are fetched before the engine. */
const first = 6;
/** Seconds that are ahead of the viewer at most, while the engine is on its way. */
const ahead = 12;
/**
 * On a line that carries this many times the rendition there is one entry at first: the engine should be here at once, and
 * knows better renditions.
 */
const fast = 5;
/** Seconds that such a line needs to bring another entry, where a slow machine keeps the engine waiting. */
const inTime = 1.5;

/** A line that carries this many times a rendition lets it be shown while it arrives. */
const surely = 1.5;

/**
 * Shows the first frames of a stream of ours before an engine is here: fetches the first entries of the rendition that suits
 * line and player, picture and sound at once, and appends them to a media source, which an engine takes over. Knows
 * nothing of qualities, seeking or healing.
 */
export class StartUp {
  /**
   * Resolves when what plays until an engine can be here is here; rejects with why this way does not lead there. Code
   * that is fetched before would take the line from it.
   */
  readonly ready: Promise<void>;
  readonly #options: StartUpOptions;
  readonly #ended = new AbortController();
  /** Of what is fetched beyond the first stretch. */
  readonly #further = new AbortController();
  readonly #mediaSource = new MediaSource();
  readonly #running: Promise<HandOver>;
  /** Nothing further is fetched. */
  #enough = false;
  #look = (): void => undefined;
  #bytes = 0;
  #busySince = 0;
  #busy = 0;
  #fetching = 0;

  /** Whether this way leads to the first frames of a video. */
  static suits({ growing, playlists, hlsUrl }: Playback): boolean {
    const text = playlists[nameOf(hlsUrl)];
    return !growing && 'MediaSource' in window && text !== undefined && readVariants(text).length > 0;
  }

  constructor(options: StartUpOptions) {
    this.#options = options;
    let running: Promise<HandOver> | undefined;
    this.ready = new Promise((resolve, reject) => {
      running = this.#run(resolve);
      running.catch(reject);
    });
    // Nobody has to wait for it.
    this.ready.catch(() => undefined);
    this.#running = running ?? Promise.reject(new StartUpError('ended'));
  }

  /** Stops fetching; resolves when all that is on its way has arrived. Rejects as `ready` does. */
  handOver(): Promise<HandOver> {
    this.#end();
    return this.#running;
  }

  /** The viewer wants to be elsewhere: nothing that is on its way is worth waiting for. */
  leave(): void {
    this.#end();
    this.#further.abort(new StartUpError('left'));
  }

  abort(): void {
    this.leave();
    this.#ended.abort(new StartUpError('ended'));
  }

  #end(): void {
    this.#enough = true;
    this.#look();
  }

  get #bandwidth(): number {
    // What was broken off has brought bytes, too.
    const running = this.#fetching > 0 ? performance.now() - this.#busySince : 0;
    return Math.round((this.#bytes * 8000) / Math.max(1, this.#busy + running));
  }

  async #run(onReady: () => void): Promise<HandOver> {
    const { media, playback, startTime, bandwidth } = this.#options;
    const opened = this.#open();
    const { variant, video, audio } = await this.#choose();
    const quick = bandwidth > fast * variant.bandwidth;
    // What arrives faster than it plays can be shown before all of it is here.
    const flows = bandwidth > surely * variant.bandwidth;
    const stretch = { from: startTime, to: startTime + (flows && !quick ? first : 0) };
    const asked = [this.#ask(video, stretch), audio && this.#ask(audio, stretch)] as const;
    // Whoever waits for them is told; until then nobody has to hear of it.
    for (const one of asked) one?.catch(() => undefined);
    await opened;
    const { signal } = this.#ended;
    signal.throwIfAborted();
    const total = video.entries.reduce((sum, { duration }) => sum + duration, 0);
    this.#mediaSource.duration = video.whole ? total : playback.durationMs / 1000;
    const add = (codec: string, list: MediaList) => new Track(this.#mediaSource, codec, list, signal);
    const picture = add(`video/mp4;codecs="${variant.videoCodec}"`, video);
    const sound = audio && add(`audio/mp4;codecs="${variant.audioCodec}"`, audio);
    if (startTime > 0) media.currentTime = startTime;
    const begun = await Promise.all([
      this.#begin(picture, asked[0], flows),
      sound && asked[1] ? this.#begin(sound, asked[1], flows) : null,
    ]);
    onReady();
    const tracks = sound ? [picture, sound] : [picture];
    for (;;) {
      await this.#reach(picture.until - (quick ? inTime : ahead));
      if (this.#enough) break;
      const next = tracks.map((track) => track.next).filter((piece) => piece !== undefined);
      if (next.length < tracks.length) break;
      const bytes = await Promise.all(next.map((piece) => this.#fetch(piece))).catch((error: unknown) => {
        if (this.#further.signal.aborted) return null;
        throw error;
      });
      if (!bytes) break;
      await Promise.all(tracks.map((track, index) => track.append(bytes[index] ?? new Uint8Array())));
    }
    return {
      mediaSource: this.#mediaSource,
      buffers: { video: begun[0], audio: begun[1] },
      uri: variant.uri,
      until: picture.until,
      bandwidth: this.#bandwidth,
    };
  }

  /** Resolves when the viewer is beyond a moment, or nothing further is wanted. */
  #reach(moment: number): Promise<void> {
    const { media, startTime } = this.#options;
    return new Promise((resolve) => {
      this.#look = (): void => {
        if (!this.#enough && Math.max(startTime, media.currentTime) <= moment) return;
        media.removeEventListener('timeupdate', this.#look);
        resolve();
      };
      media.addEventListener('timeupdate', this.#look);
      this.#look();
    });
  }

  async #open(): Promise<void> {
    const { media } = this.#options;
    const source = this.#mediaSource;
    const opened = new Promise((resolve) => source.addEventListener('sourceopen', resolve, { once: true }));
    media.src = URL.createObjectURL(source);
    await opened;
    URL.revokeObjectURL(media.src);
  }

  async #choose(): Promise<{ variant: Variant; video: MediaList; audio: MediaList | null }> {
    const { media, playback, bandwidth, startTime } = this.#options;
    const variants = readVariants(playback.playlists[nameOf(playback.hlsUrl)] ?? '');
    const list = (uri: string | null): MediaList | null =>
      uri === null ? null : readMediaList(playback.playlists[uri] ?? '', new URL(uri, playback.hlsUrl).href);
    const sizeOf = (uri: string | null): number => {
      const found = list(uri);
      return found ? found.init.size + (found.entries[0]?.size ?? 0) : 0;
    };
    const variant = chooseVariant(variants, {
      bandwidth,
      pixels: Math.min(media.clientWidth, media.clientHeight) * devicePixelRatio,
      firstBytes: ({ uri, soundUri }) => sizeOf(uri) + sizeOf(soundUri),
    });
    if (!variant) throw new StartUpError('no variant');
    const [video, audio] = await Promise.all(
      [variant.uri, variant.soundUri].map(async (uri) => {
        if (uri === null) return null;
        const known = list(uri);
        if (known && (known.whole || entryAt(known, startTime) >= 0)) return known;
        const { href } = new URL(uri, playback.hlsUrl);
        const response = await fetch(href, { signal: this.#ended.signal, credentials: 'omit' });
        return response.ok ? readMediaList(await response.text(), href) : null;
      }),
    );
    if (!video || (variant.soundUri !== null && !audio)) throw new StartUpError('no playlist');
    return { variant, video, audio: audio ?? null };
  }

  /** The entries of a stretch and what goes before every entry; in one request where they are neighbours. */
  async #ask(list: MediaList, stretch: { from: number; to: number }): Promise<First> {
    const index = Math.max(0, entryAt(list, stretch.from));
    const entries = neighbours(list.entries.slice(index), stretch.to);
    // The engine has to have something to load, by which it sees what this is.
    if (entries.length > 1 && entries.at(-1) === list.entries.at(-1)) entries.pop();
    const [entry] = entries;
    const { init } = list;
    if (!entry) throw new StartUpError('no entry');
    const size = entries.reduce((sum, one) => sum + one.size, 0);
    const until = index + entries.length;
    if (entry.url === init.url && init.from + init.size === entry.from) {
      return { until, parts: [await this.#request({ ...init, size: init.size + size })] };
    }
    return { until, parts: await Promise.all([this.#request(init), this.#request({ ...entry, size })]) };
  }

  /** Fills a track with its head and first entries, as they arrive or when all of them are here. */
  async #begin(track: Track, asked: Promise<First>, flows: boolean): Promise<Buffered> {
    const { until, parts } = await asked;
    for (const part of parts) {
      if (flows) for await (const bytes of this.#read(part)) await track.pour(bytes);
      else await track.pour(await this.#all(part));
    }
    return track.begun(until);
  }

  async #fetch(piece: Piece): Promise<Uint8Array<ArrayBuffer>> {
    return this.#all(await this.#request(piece, this.#further.signal));
  }

  async #request({ url, from, size }: Piece, signal = this.#ended.signal): Promise<Arriving> {
    if (this.#fetching++ === 0) this.#busySince = performance.now();
    const response = await fetch(url, {
      headers: { range: `bytes=${from}-${from + size - 1}` },
      credentials: 'omit',
      signal,
    });
    if (response.status !== 206 || !response.body) throw new StartUpError(`status ${response.status}`);
    return { body: response.body, size };
  }

  async *#read({ body, size }: Arriving): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const reader = body.getReader();
    let left = size;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      left -= value.length;
      this.#bytes += value.length;
      yield value;
    }
    if (--this.#fetching === 0) this.#busy += performance.now() - this.#busySince;
    if (left !== 0) throw new StartUpError('truncated');
  }

  async #all(arriving: Arriving): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(arriving.size);
    let at = 0;
    for await (const chunk of this.#read(arriving)) {
      if (at + chunk.length <= bytes.length) bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}

/** Bytes on their way. */
interface Arriving {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly size: number;
}

interface First {
  /** Of the entry behind them. */
  readonly until: number;
  /** The head and the entries, together or apart. */
  readonly parts: readonly Arriving[];
}

/** Entries that begin before a moment and lie one behind the other in one file; the first one at least. */
const neighbours = (entries: readonly Entry[], before: number): Entry[] => {
  const end = entries.findIndex((entry, index) => {
    const last = entries[index - 1];
    if (!last) return false;
    return entry.start >= before || entry.url !== last.url || entry.from !== last.from + last.size;
  });
  return entries.slice(0, end < 0 ? undefined : end);
};

/** The last part of an address, without what follows a question mark. */
export const nameOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';
