import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { EncodeStatus, Publication } from '@vidkit/contracts/events/media';
import type { ObjectEvent } from '@vidkit/contracts/events/object-event';
import { type PosterWanted, posterWanted } from '@vidkit/contracts/events/poster';
import {
  type TranscriptionStatus,
  type TranscriptionWanted,
  transcriptionWanted,
} from '@vidkit/contracts/events/transcription';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { PgBossQueue } from '@vidkit/platform/local/pg-boss-queue';
import type { UploadRef } from '@vidkit/platform/ports/object-store';

import type { TestApi } from './test-api.ts';

/** Reports to the API over the real queue what a worker would, with a few bytes in place of media. */
export class WorkerStandIn {
  readonly #queue: PgBossQueue;
  readonly #objects: DiskObjectStore;

  private constructor(queue: PgBossQueue, objects: DiskObjectStore) {
    this.#queue = queue;
    this.#objects = objects;
  }

  static async start(api: TestApi): Promise<WorkerStandIn> {
    const queue = new PgBossQueue({ connectionString: api.databaseUrl });
    await queue.start();
    const objects = new DiskObjectStore({
      root: join(api.dataDir, 'objects'),
      publicUrl: api.url,
      keys: ['unused'],
    });
    await objects.start();
    return new WorkerStandIn(queue, objects);
  }

  async report(status: EncodeStatus): Promise<void> {
    await this.#queue.send('encode-status', status, { key: `${status.videoId}:${Math.random()}` });
  }

  /** Tells what an object store would that tells of itself. */
  async tellOfObject(event: ObjectEvent): Promise<void> {
    await this.#queue.send('object-event', event, { key: `${event.key}:${Math.random()}` });
  }

  /** Takes the wishes for posters, which nobody else does from now on. */
  async takePosters(take: (wanted: PosterWanted) => void): Promise<void> {
    const handler = ({ message }: { message: unknown }) => Promise.resolve(take(posterWanted.parse(message)));
    await this.#queue.consume('poster-wanted', handler, { concurrency: 1 });
  }

  /** Puts the file of a poster in place and reports it as made. */
  async makePoster({ videoId, number }: PosterWanted): Promise<void> {
    const prefix = `v/${videoId}/poster-${number}/`;
    await this.#objects.put(`${prefix}poster.jpg`, Buffer.from(`poster ${number}`), 'image/jpeg');
    const size = { width: 1280, height: 720 };
    const sources = [{ file: 'poster.jpg', type: 'image/jpeg', ...size }];
    const file = { file: 'poster.jpg', ...size, color: '#123456', placeholder: null, sources };
    const poster = { ...file, prefix, bytes: 8 };
    await this.#queue.send('poster-status', { type: 'poster_made', videoId, number, poster });
  }

  async failPoster({ videoId, number }: PosterWanted, code: string): Promise<void> {
    const failure = { code, detail: code };
    await this.#queue.send('poster-status', { type: 'poster_failed', videoId, number, failure });
  }

  /** Takes the wishes for captions from the sound, which nobody else does from now on. */
  async takeTranscriptions(take: (wanted: TranscriptionWanted) => void): Promise<void> {
    const handler = ({ message }: { message: unknown }) =>
      Promise.resolve(take(transcriptionWanted.parse(message)));
    await this.#queue.consume('transcription-wanted', handler, { concurrency: 1 });
  }

  async reportTranscription(status: TranscriptionStatus): Promise<void> {
    await this.#queue.send('transcription-status', status);
  }

  /** Puts what was heard in place and reports it. */
  async hear(
    { videoId, number }: Pick<TranscriptionWanted, 'videoId' | 'number'>,
    text: string,
    language: string | null,
  ): Promise<void> {
    const key = `v/${videoId}/text/heard-${number}.vtt`;
    await this.#objects.put(key, text, 'text/vtt; charset=utf-8');
    await this.reportTranscription({ type: 'transcribed', videoId, number, key, language, cues: 1 });
  }

  /** Whether there is any object whose key begins so. */
  async hasAny(prefix: string): Promise<boolean> {
    return (await this.#objects.list(prefix)).length > 0;
  }

  async put(key: string, playlist: string): Promise<void> {
    await this.#objects.put(key, playlist, 'application/vnd.apple.mpegurl');
  }

  async keys(prefix: string): Promise<string[]> {
    return (await this.#objects.list(prefix)).map(({ key }) => key);
  }

  async bytesOf(key: string): Promise<Buffer> {
    return buffer((await this.#objects.read(key)).body);
  }

  async putPart(upload: UploadRef, number: number, bytes: Buffer): Promise<void> {
    await this.#objects.putPart(upload, { number, size: bytes.length }, Readable.from([bytes]));
  }

  async has(key: string): Promise<boolean> {
    return (await this.keys(key)).includes(key);
  }

  /** Puts files in place as a publication and returns its description. */
  async publication(videoId: string, revision = 11): Promise<Publication> {
    const prefix = `v/${videoId}/${revision}/`;
    await this.#objects.put(
      `${prefix}master.m3u8`,
      '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=500000\n360.m3u8\n'.padEnd(2000, '#'),
      'application/vnd.apple.mpegurl',
    );
    await this.#objects.put(`${prefix}360.m3u8`, '#EXTM3U\n', 'application/vnd.apple.mpegurl');
    await this.#objects.put(`${prefix}360.mp4`, Buffer.from('0123456789'), 'video/mp4');
    await this.#objects.put(`${prefix}poster.jpg`, Buffer.from('jpeg'), 'image/jpeg');
    return {
      revision,
      prefix,
      growing: false,
      captions: [],
      trim: null,
      multivariant: 'master.m3u8',
      poster: {
        file: 'poster.jpg',
        width: 640,
        height: 360,
        color: '#336699',
        placeholder: null,
        sources: [],
      },
      posterCandidates: ['poster.jpg'],
      preview: null,
      storyboard: null,
      chapters: [],
      durationMs: 8000,
      width: 640,
      height: 360,
      hasVideo: true,
      hasAudio: true,
      renditions: [],
      bytes: 2014,
    };
  }

  async stop(): Promise<void> {
    await this.#queue.stop(1000);
  }
}
