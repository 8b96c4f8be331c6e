import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

import { growingPlaylist } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import { MediaFailure } from '../media-failure.ts';
import { primedInit } from '../package/audio-edit.ts';
import type { Fragment } from '../package/describe-fragment.ts';
import { describeInit, type TrackHeader } from '../package/describe-init.ts';
import { fragmentsOf, type Segment, shortestTail } from '../package/segments.ts';
import { TrackReader } from '../package/track-reader.ts';
import { contentType } from '../publish.ts';
import { readText } from '@vidkit/platform/ports/stored-text';
import { type GrowingEntry, readGrowingPlaylist, writeGrowingPlaylist } from './growing-playlist.ts';

export interface GrowingRenditionOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  /** Names the objects: `360`, `audio-en`. */
  readonly name: string;
  /** The file that an encoder is about to write. */
  readonly path: string;
  /** Seconds that it will have. */
  readonly duration: number;
}

export const growingPlaylistName = (name: string): string => `${name}.growing.m3u8`;

/**
 * One rendition that is published while its file is being written: every run of whole fragments becomes an
 * object whose name tells its content, and then an entry of the playlist. Entries that an earlier attempt has
 * published stay as they are: the fragments of their place are passed over.
 */
export class GrowingRendition {
  readonly name: string;
  /** Of the init segment as published; null while the encoder has not written it. */
  header: TrackHeader | null = null;
  /** What this attempt has come to, for measuring. */
  readonly segments: Segment[] = [];
  readonly #store: ObjectStore;
  readonly #prefix: string;
  readonly #path: string;
  readonly #duration: number;
  #entries: GrowingEntry[];
  #reader: TrackReader | null = null;
  #file: FileHandle | null = null;
  #map = '';
  #waiting: Fragment[] = [];
  /** Where the next fragment has to begin, in ticks. */
  #ticks = 0;

  private constructor(options: GrowingRenditionOptions, entries: readonly GrowingEntry[]) {
    this.name = options.name;
    this.#store = options.store;
    this.#prefix = options.prefix;
    this.#path = options.path;
    this.#duration = options.duration;
    this.#entries = [...entries];
  }

  /** Goes on from what the playlist in the store lists when `resumed`, else begins one. */
  static async open(options: GrowingRenditionOptions, resumed: boolean): Promise<GrowingRendition> {
    const key = `${options.prefix}${growingPlaylistName(options.name)}`;
    const text = resumed ? await readText(options.store, key) : null;
    return new GrowingRendition(options, readGrowingPlaylist(text ?? ''));
  }

  /** Whether there is anything to play. */
  get begun(): boolean {
    return this.#entries.length > 0 && this.header !== null;
  }

  /** Publishes what has become whole since the last call. */
  async advance(): Promise<void> {
    await this.#read();
    await this.#publish({ ended: false });
  }

  /** Publishes the rest of the finished file and ends the playlist. */
  async end(): Promise<void> {
    await this.#read();
    await this.#publish({ ended: true });
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #read(): Promise<void> {
    this.#file ??= await open(this.#path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (!this.#file) return;
    this.#reader ??= new TrackReader(this.#file);
    this.#waiting.push(...(await this.#reader.advance()));
    if (this.#reader.init && !this.header) await this.#publishInit(this.#reader.init);
  }

  async #publishInit({ bytes, header }: { bytes: Buffer; header: TrackHeader }): Promise<void> {
    const init = header.kind === 'audio' ? primedInit(bytes) : bytes;
    this.#map = `${this.name}-init-${digest(init)}.mp4`;
    await this.#put(this.#map, init);
    this.header = describeInit(init);
  }

  async #publish({ ended }: { ended: boolean }): Promise<void> {
    const { header } = this;
    const before = this.#entries.length;
    for (let run = this.#nextRun(ended); run && header; run = this.#nextRun(ended)) {
      this.#waiting.splice(0, run.length);
      await this.#publishRun(run, header);
    }
    if (this.#entries.length === before && !ended) return;
    await this.#put(growingPlaylistName(this.name), writeGrowingPlaylist(this.#entries, { ended }));
  }

  /** Cut where the whole ladder will be: the first objects hold one fragment each, so that they are there at once. */
  #nextRun(ended: boolean): Fragment[] | null {
    const wanted = fragmentsOf(this.segments.length);
    const run = this.#waiting.slice(0, wanted);
    const last = run.at(-1);
    if (!last || !this.header) return null;
    if (run.length < wanted) return ended ? run : null;
    const secondsAfter =
      this.#duration - (last.time + last.duration - this.header.skipped) / this.header.timescale;
    const endsWithTail = secondsAfter > 0.001 && secondsAfter < shortestTail;
    if (!endsWithTail) return run;
    if (this.#waiting.length > wanted) return this.#waiting.slice(0, wanted + 1);
    return ended ? run : null;
  }

  async #publishRun(run: readonly Fragment[], { kind, skipped, timescale }: TrackHeader): Promise<void> {
    for (const { time, duration, startsWithKeyframe } of run) {
      const keyed = kind === 'audio' || startsWithKeyframe;
      if (time !== this.#ticks || !keyed) {
        throw new MediaFailure(
          'output_rejected',
          `${this.name} has a fragment at ${time}, not ${this.#ticks}`,
        );
      }
      this.#ticks += duration;
    }
    const index = this.segments.length;
    const offset = run[0]?.offset ?? 0;
    const size = run.reduce((sum, fragment) => sum + fragment.size, 0);
    const ticks = run.reduce((sum, fragment) => sum + fragment.duration, index === 0 ? -skipped : 0);
    const duration = ticks / timescale;
    this.segments.push({ offset, size, duration });
    if (index < this.#entries.length || !this.#reader) return;
    const bytes = await this.#reader.bytes(offset, size);
    const uri = `${this.name}-${String(index).padStart(5, '0')}-${digest(bytes)}.mp4`;
    await this.#put(uri, bytes);
    this.#entries.push({ uri, duration, map: this.#map });
  }

  async #put(name: string, body: Buffer | string): Promise<void> {
    await this.#store.put(`${this.#prefix}${name}`, body, contentType(name));
  }
}

/** Ends the playlists of a revision that nobody goes on with, where they stand. */
export const endLeftGrowing = async (store: ObjectStore, prefix: string): Promise<void> => {
  for (const { key } of await store.list(prefix)) {
    if (!growingPlaylist.test(key) || key.endsWith(`/${growingPlaylistName('master')}`)) continue;
    const entries = readGrowingPlaylist((await readText(store, key)) ?? '');
    await store.put(key, writeGrowingPlaylist(entries, { ended: true }), contentType(key));
  }
};

/** Enough to tell versions of one object apart: an address whose content may change could not be cached for good. */
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 12);
