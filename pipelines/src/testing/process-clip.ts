import type { ChunkWanted, EncodeStatus, Publication, VideoCodec } from '@vidkit/contracts/events/media';
import type { Trim } from '@vidkit/contracts/schemas/trim';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { encodeChunk, type EncodeChunkPorts } from '../flow/encode-chunk.ts';
import { processVideo } from '../flow/process-video.ts';
import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';
import type { Transcoder } from '../transcoders/transcoder.ts';
import { programs } from './clips.ts';

export interface Processed {
  readonly statuses: readonly EncodeStatus[];
  /** Of the last `complete` or `playable`. */
  readonly publication: Publication | null;
  readonly warnings: readonly string[];
  readonly failure: { readonly code: string; readonly detail: string } | null;
  /** A copy of the published files, under their own names. */
  readonly files: string;
  /** What is left in the folder for temporary files. */
  readonly leftovers: readonly string[];
  /** Passes of the transcoder. */
  readonly encodes: number;
}

export interface ProcessOptions {
  readonly videoId?: string;
  readonly signal?: AbortSignal;
  readonly attempt?: number;
  readonly lastAttempt?: boolean;
  readonly sourceKey?: string;
  readonly encode?: number;
  readonly trim?: Trim;
  /** Prefix of the complete revision of all of it. */
  readonly whole?: string;
  /** Of the renditions; H.264 alone unless given. */
  readonly codecs?: readonly VideoCodec[];
  /** Cuts into chunks where that is possible, which are encoded here, one after another. */
  readonly chunkSeconds?: number;
  /** Before a chunk is encoded; a throw is a failure of the chunk. */
  readonly onChunk?: (index: number) => unknown;
  /** The flow waits for it. */
  readonly onStatus?: (status: EncodeStatus) => unknown;
}

/** A store on disk and the flow over it, in a folder of the test. */
export class Workbench {
  readonly folder: string;
  readonly store: DiskObjectStore;
  readonly #transcoder: Transcoder;

  constructor(folder: string, transcoder: Transcoder = new FfmpegTranscoder({ ffmpeg: programs.ffmpeg })) {
    this.folder = folder;
    this.store = new DiskObjectStore({
      root: join(folder, 'store'),
      publicUrl: 'http://localhost',
      keys: ['test'],
    });
    this.#transcoder = transcoder;
  }

  /** What every part of the flow works with. */
  get ports(): EncodeChunkPorts {
    return {
      store: this.store,
      transcoder: this.#transcoder,
      ffprobe: programs.ffprobe,
      scratchDir: join(this.folder, 'scratch'),
      maxDurationMs: 3_600_000,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
  }

  /** Sends a file through the whole flow, as the last attempt unless said otherwise. */
  async process(path: string, options: ProcessOptions = {}): Promise<Processed> {
    const {
      videoId = randomUUID(),
      signal = new AbortController().signal,
      attempt = 1,
      lastAttempt = true,
      sourceKey = `u/${videoId}`,
      encode = 1,
      trim = null,
      whole = null,
      codecs = ['h264'],
      onStatus = () => undefined,
      chunkSeconds,
      onChunk = () => undefined,
    } = options;
    await this.store.start();
    const { size } = await this.store.putFile(`u/${videoId}`, path, 'video/mp4');
    const statuses: EncodeStatus[] = [];
    let encodes = 0;
    const transcoder: Transcoder = {
      codecs: () => this.#transcoder.codecs(),
      transcode: (job, how) => {
        encodes += 1;
        return this.#transcoder.transcode(job, how);
      },
      grabFrame: (job, abort) => this.#transcoder.grabFrame(job, abort),
      readStill: (job, abort) => this.#transcoder.readStill(job, abort),
      drawWaveform: (job, abort) => this.#transcoder.drawWaveform(job, abort),
      encodePictures: (job, abort) => this.#transcoder.encodePictures(job, abort),
      tileKeyframes: (job, abort) => this.#transcoder.tileKeyframes(job, abort),
      cutPreview: (job, abort) => this.#transcoder.cutPreview(job, abort),
      extractTexts: (job, abort) => this.#transcoder.extractTexts(job, abort),
      extractSpeech: (job, abort) => this.#transcoder.extractSpeech(job, abort),
      measureLoudness: (job, abort) => this.#transcoder.measureLoudness(job, abort),
    };
    const shared = { ...this.ports, transcoder };
    let queue = Promise.resolve();
    const waiting = new Set<number>();
    const wantChunk = async (message: ChunkWanted): Promise<void> => {
      if (waiting.has(message.index)) return;
      waiting.add(message.index);
      queue = queue.then(async () => {
        await onChunk(message.index);
        await encodeChunk(message, { signal, attempt: 1, lastAttempt: true }, { ...shared, chunkSeconds });
        waiting.delete(message.index);
      });
      queue.catch(() => undefined);
      await Promise.resolve();
    };
    await processVideo(
      { videoId, encode, sourceKey, sizeBytes: size, fileName: basename(path), trim, whole, askedAt: null },
      { signal, attempt, lastAttempt },
      {
        ...shared,
        codecs,
        emit: async (status) => {
          statuses.push(status);
          await onStatus(status);
        },
        ...(chunkSeconds === undefined ? {} : { chunkSeconds, wantChunk }),
      },
    );
    return this.describe(statuses, encodes);
  }

  /** What has come of an encode, by what was told of it. */
  async describe(statuses: readonly EncodeStatus[], encodes = 0): Promise<Processed> {
    const published = statuses.findLast((status) => status.type === 'complete' || status.type === 'playable');
    const publication = published?.publication ?? null;
    return {
      statuses,
      publication,
      warnings: statuses.flatMap((status) => (status.type === 'complete' ? status.warnings : [])),
      failure:
        statuses.flatMap((status) => (status.type === 'failed' ? [status.failure] : [])).at(-1) ?? null,
      files: publication ? await this.#copyOut(publication.prefix) : '',
      leftovers: await readdir(this.ports.scratchDir),
      encodes,
    };
  }

  async #copyOut(prefix: string): Promise<string> {
    const folder = join(this.folder, 'published', prefix);
    await mkdir(folder, { recursive: true });
    for (const { key } of await this.store.list(prefix)) {
      await copyFile(await this.store.toFile(key, folder), join(folder, basename(key)));
    }
    return folder;
  }
}
