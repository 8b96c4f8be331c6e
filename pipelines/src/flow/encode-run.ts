import type { ChunkWanted, EncodeStatus, ObjectStored, VideoCodec } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import type { Manifest } from '../steps/publish.ts';
import type { Converter } from '../transcoders/converter.ts';
import type { Transcoder, TranscodeJob, TranscodeResult } from '../transcoders/transcoder.ts';
import type { Attempt, ProcessLog } from './attempt.ts';
import { chunksPrefix } from './encode-chunk.ts';

export interface ProcessVideoPorts {
  readonly store: ObjectStore;
  readonly transcoder: Transcoder;
  /** Path of the program that looks into uploads. */
  readonly ffprobe: string;
  readonly emit: (status: EncodeStatus) => Promise<void>;
  /** Folder for temporary files. */
  readonly scratchDir: string;
  readonly maxDurationMs: number;
  /** Of the renditions. What the transcoder cannot make is left out. */
  readonly codecs: readonly VideoCodec[];
  /** Has a chunk encoded by any worker; without it everything is done in this one. */
  readonly wantChunk?: (message: ChunkWanted) => Promise<void>;
  /** Makes ladders outside of the workers, where it can; without it they are made here. */
  readonly converter?: Converter | undefined;
  /** Does work that somebody waits for, while this worker takes no chunks of others. */
  readonly setAside?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Seconds of a chunk, where they are not the usual ones. */
  readonly chunkSeconds?: number | undefined;
  readonly log: ProcessLog;
}

const stages = { early: 1, complete: 2 } as const;
type Stage = keyof typeof stages;

/** One attempt at an encode: what it is of, what it works with, where its results go and how they are told of. */
export class EncodeRun {
  readonly message: ObjectStored;
  readonly signal: AbortSignal;
  /** A throw would be final: what depends on others is better made here. */
  readonly isLast: boolean;
  readonly ports: ProcessVideoPorts;
  /** An empty folder, gone afterwards. */
  readonly scratch: string;
  #isPlayable = false;

  constructor(message: ObjectStored, attempt: Attempt, ports: ProcessVideoPorts, scratch: string) {
    this.message = message;
    this.signal = attempt.signal;
    this.isLast = attempt.lastAttempt;
    this.ports = ports;
    this.scratch = scratch;
  }

  get id() {
    return { videoId: this.message.videoId, encode: this.message.encode };
  }

  /** Rises with every encode and stage; leaves room for more stages. */
  revision(stage: Stage): number {
    return this.message.encode * 10 + stages[stage];
  }

  prefix(stage: Stage): string {
    return `v/${this.message.videoId}/${this.revision(stage)}/`;
  }

  async transcode(
    job: TranscodeJob,
    signal: AbortSignal,
    onProgress: (seconds: number) => void,
  ): Promise<TranscodeResult> {
    const startedAt = performance.now();
    const result = await this.ports.transcoder.transcode(job, { signal, onProgress });
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    this.ports.log.info({ ...this.id, rungs: job.rungs.map(({ name }) => name), seconds }, 'encoded');
    return result;
  }

  async announce(type: 'playable' | 'complete', { publication, warnings }: Manifest): Promise<void> {
    await this.ports.emit({
      ...this.id,
      publication,
      ...(type === 'complete' ? { type, warnings } : { type }),
    });
    const { askedAt } = this.message;
    if (this.#isPlayable || askedAt === null) return;
    this.#isPlayable = true;
    // Operators count the milliseconds, waiting in the queue included (the metric `TimeToPlayable` on AWS).
    this.ports.log.info({ ...this.id, ms: Date.now() - askedAt }, 'playable');
  }

  /** It could be watched before this attempt began, so nobody waits for that any more. */
  wasPlayable(): void {
    this.#isPlayable = true;
  }

  tell(progress: Extract<EncodeStatus, { type: 'progress' }>['progress']): Promise<void> {
    return this.ports.emit({ type: 'progress', ...this.id, progress });
  }

  /** The complete revision is published: nobody needs its chunks any more. */
  async finish(manifest: Manifest): Promise<void> {
    await this.announce('complete', manifest);
    await this.ports.store.deletePrefix(chunksPrefix(this.message));
  }
}
