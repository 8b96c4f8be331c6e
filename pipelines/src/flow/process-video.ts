import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { EncodeStatus, ObjectStored, Publication } from '@vidkit/contracts/events/media';
import { type ObjectStore, ObjectStoreError } from '@vidkit/platform/ports/object-store';

import { type EncodePlan, pixelsOf, planEncode } from '../steps/encode-plan.ts';
import { highest, lowest, type Rung } from '../steps/ladder.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { levelSound } from '../steps/sound-level.ts';
import { makePoster } from '../steps/poster.ts';
import { probeSource } from '../steps/probe.ts';
import { type Manifest, publishRevision, readManifest } from '../steps/publish.ts';
import type { SourceMedia } from '../steps/source-media.ts';
import { planStoryboard } from '../steps/storyboard.ts';
import {
  type Source,
  type Transcoder,
  TranscodeError,
  type TranscodeJob,
  type TranscodeResult,
} from '../transcoders/transcoder.ts';
import { makeRevision, type Pictures, placePictures } from './make-revision.ts';
import { Progress } from './progress.ts';

export interface ProcessVideoPorts {
  readonly store: ObjectStore;
  readonly transcoder: Transcoder;
  /** Path of the program that looks into uploads. */
  readonly ffprobe: string;
  readonly emit: (status: EncodeStatus) => Promise<void>;
  /** Folder for temporary files. */
  readonly scratchDir: string;
  readonly maxDurationMs: number;
  readonly log: ProcessLog;
}

export interface ProcessLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Attempt {
  readonly signal: AbortSignal;
  /** True when a throw now would be final. */
  readonly lastAttempt: boolean;
}

/**
 * From a stored source to a published video: probe, plan, one early rendition published as soon as it is there,
 * then the whole ladder as the next revision. Repeating it continues where a killed attempt stopped, and leads
 * to the same revisions. What the source itself is to blame for is emitted as `failed`; anything else throws, so
 * that it is tried again, and is emitted on the last attempt only.
 */
export const processVideo = async (
  message: ObjectStored,
  attempt: Attempt,
  ports: ProcessVideoPorts,
): Promise<void> => {
  const log = { videoId: message.videoId, encode: message.encode };
  await mkdir(ports.scratchDir, { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(ports.scratchDir, 'encode-'));
  try {
    await new Encode(message, attempt.signal, ports, scratch).run();
  } catch (error) {
    if (attempt.signal.aborted) throw error;
    const failure = failureOf(error);
    if (!failure.final && !attempt.lastAttempt) throw error;
    const level = failure.final && failure.code !== 'output_rejected' ? 'warn' : 'error';
    ports.log[level](
      { ...log, err: error, ...(error instanceof TranscodeError ? { lines: error.lastLines } : {}) },
      'video failed',
    );
    const { code, detail } = new MediaFailure(failure.code);
    await ports.emit({
      type: 'failed',
      videoId: message.videoId,
      encode: message.encode,
      failure: { code, detail },
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const failureOf = (error: unknown): { code: MediaFailure['code']; final: boolean } => {
  if (error instanceof MediaFailure) return { code: error.code, final: true };
  if (error instanceof TranscodeError) return { code: error.code, final: false };
  const code = (error as { code?: unknown } | null)?.code;
  const full = code === 'ENOSPC' || code === 'storage_full';
  return { code: full ? 'out_of_resources' : 'encoder_failed', final: false };
};

/** Raised whenever equal plans would lead to other files. */
const outputVersion = 3;
const stages = { early: 1, complete: 2 } as const;
/** Decoding a pixel costs about this part of encoding one. */
const decodeCost = 0.4;

class Encode {
  readonly #message: ObjectStored;
  readonly #signal: AbortSignal;
  readonly #ports: ProcessVideoPorts;
  readonly #scratch: string;

  constructor(message: ObjectStored, signal: AbortSignal, ports: ProcessVideoPorts, scratch: string) {
    this.#message = message;
    this.#signal = signal;
    this.#ports = ports;
    this.#scratch = scratch;
  }

  async run(): Promise<void> {
    const finished = await readManifest(this.#ports.store, this.#prefix('complete'));
    if (finished) return this.#announce('complete', finished);

    await this.#emitProgress({ stage: 'probing', percent: 0, secondsLeft: null });
    const path = await this.#fetchSource();
    const media = await probeSource(path, {
      ffprobe: this.#ports.ffprobe,
      maxDurationMs: this.#ports.maxDurationMs,
      fileName: this.#message.fileName,
      signal: this.#signal,
    });
    const plan = planEncode(media);
    const source = { path, demuxer: media.demuxer };
    const work = { media, plan, source, planId: planId(plan), progress: this.#progress(media, plan) };
    const early = plan.rungs.find((rung) => rung.name === plan.early);
    const first = early ? await this.#early(work, early) : null;
    await this.#complete(work, first);
  }

  /** The rendition that plays first, with sound, poster and storyboard. */
  async #early(work: Work, rung: Rung): Promise<Manifest> {
    const stored = await readManifest(this.#ports.store, this.#prefix('early'));
    if (stored?.planId === work.planId) {
      work.progress.skip('first_rendition');
      await this.#announce('playable', stored);
      return stored;
    }
    const published = await this.#encode(work, {
      stage: 'early',
      progressStage: 'first_rendition',
      rungs: [rung],
      first: null,
    });
    await this.#announce('playable', published);
    return published;
  }

  async #complete(work: Work, first: Manifest | null): Promise<void> {
    const done = new Set(first?.publication.renditions.map(({ name }) => name));
    const rungs = work.plan.rungs.filter(({ name }) => !done.has(name));
    const published = await this.#encode(work, {
      stage: 'complete',
      progressStage: 'renditions',
      rungs,
      first,
    });
    await this.#announce('complete', published);
  }

  async #encode(work: Work, pass: Pass): Promise<Manifest> {
    const { media, plan, source, planId: id, progress } = work;
    const { stage, progressStage, rungs, first } = pass;
    const folder = join(this.#scratch, stage);
    const output = join(this.#scratch, `${stage}-encoding`);
    await mkdir(output);
    progress.update(progressStage, 0);

    // The first rendition does not wait for the sound to be measured.
    const sound =
      stage === 'early'
        ? { audio: plan.audio, warnings: [] }
        : await levelSound({ source, plan, transcoder: this.#ports.transcoder }, this.#signal);
    const storyboard = planStoryboard({ ...highest(plan.rungs), duration: plan.duration });
    const job: TranscodeJob = {
      source,
      plan,
      rungs,
      audio: sound.audio,
      storyboard: first ? null : storyboard,
      urgent: stage === 'early',
      folder: output,
    };
    const [encoded, poster] = await Promise.all([
      this.#transcode(job, (seconds) => progress.update(progressStage, seconds / plan.duration)),
      first
        ? null
        : makePoster({
            source,
            plan,
            transcoder: this.#ports.transcoder,
            folder: output,
            signal: this.#signal,
          }),
    ]);
    const pictures = first
      ? { poster: first.publication.poster, storyboard: first.publication.storyboard }
      : await placePictures({
          folder,
          poster,
          storyboard,
          sheets: encoded.storyboardSheets,
          rung: lowest(rungs),
          duration: plan.duration,
        });
    const publication = await this.#makeRevision(work, pass, { folder, encoded, pictures });

    const last = stage === 'complete';
    if (last) progress.update('publishing', 0);
    const warnings = [
      ...new Set([
        ...media.warnings,
        ...(first?.warnings ?? []),
        ...sound.warnings,
        ...(encoded.damagedFrames > 0 ? ['damaged_frames'] : []),
      ]),
    ];
    const manifest = { publication, warnings, planId: id };
    await publishRevision(this.#ports.store, folder, manifest, this.#signal);
    progress.update(last ? 'publishing' : progressStage, 1);
    return manifest;
  }

  async #makeRevision(work: Work, { stage, rungs, first }: Pass, made: Made): Promise<Publication> {
    const { plan, media } = work;
    const names = new Set([
      ...rungs.map(({ name }) => name),
      ...(first?.publication.renditions ?? []).map(({ name }) => name),
    ]);
    return makeRevision({
      revision: this.#revision(stage),
      prefix: this.#prefix(stage),
      folder: made.folder,
      source: media,
      plan,
      rungs: plan.rungs.filter(({ name }) => names.has(name)),
      audio: plan.audio,
      pictures: made.pictures,
      files: { encoded: made.encoded, reused: first ? await this.#reuse(first) : [] },
    });
  }

  /** The picture and the pictures of a published revision; its sound was not measured, playlists are written anew. */
  async #reuse({ publication: { prefix } }: Manifest): Promise<{ name: string; path: string }[]> {
    const folder = join(this.#scratch, 'reused');
    await mkdir(folder, { recursive: true });
    const stored = await this.#ports.store.list(prefix);
    const names = stored
      .map(({ key }) => key.slice(prefix.length))
      .filter((name) => /\.(mp4|jpg|vtt)$/.test(name) && !name.startsWith('audio-'));
    return Promise.all(
      names.map(async (name) => ({ name, path: await this.#ports.store.toFile(`${prefix}${name}`, folder) })),
    );
  }

  async #transcode(job: TranscodeJob, onProgress: (seconds: number) => void): Promise<TranscodeResult> {
    const startedAt = performance.now();
    const result = await this.#ports.transcoder.transcode(job, { signal: this.#signal, onProgress });
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    this.#ports.log.info({ ...this.#id(), rungs: job.rungs.map(({ name }) => name), seconds }, 'encoded');
    return result;
  }

  async #fetchSource(): Promise<string> {
    try {
      return await this.#ports.store.toFile(this.#message.sourceKey, this.#scratch);
    } catch (error) {
      if (error instanceof ObjectStoreError && error.code === 'object_missing') {
        throw new MediaFailure('source_missing', this.#message.sourceKey, { cause: error });
      }
      throw error;
    }
  }

  #progress(media: SourceMedia, plan: EncodePlan): Progress {
    const decode =
      media.video.width * media.video.height * media.video.frameRate * plan.duration * decodeCost;
    const cost = (early: boolean) =>
      plan.rungs
        .filter(({ name }) => (name === plan.early) === early)
        .reduce((sum, rung) => sum + pixelsOf(rung, plan.duration), decode);
    const encoding = cost(false) + (plan.early ? cost(true) : 0);
    return new Progress({
      parts: [
        { stage: 'probing', cost: encoding * 0.01 },
        ...(plan.early ? [{ stage: 'first_rendition' as const, cost: cost(true) }] : []),
        { stage: 'renditions', cost: cost(false) },
        { stage: 'publishing', cost: encoding * 0.02 },
      ],
      emit: (progress) =>
        void this.#emitProgress(progress).catch((error: unknown) => {
          this.#ports.log.warn({ ...this.#id(), err: error }, 'progress not sent');
        }),
    });
  }

  #announce(type: 'playable' | 'complete', { publication, warnings }: Manifest): Promise<void> {
    return this.#ports.emit({
      ...this.#id(),
      publication,
      ...(type === 'complete' ? { type, warnings } : { type }),
    });
  }

  #emitProgress(progress: Extract<EncodeStatus, { type: 'progress' }>['progress']): Promise<void> {
    return this.#ports.emit({ type: 'progress', ...this.#id(), progress });
  }

  #id() {
    return { videoId: this.#message.videoId, encode: this.#message.encode };
  }

  /** Rises with every encode and stage; leaves room for more stages. */
  #revision(stage: keyof typeof stages): number {
    return this.#message.encode * 10 + stages[stage];
  }

  #prefix(stage: keyof typeof stages): string {
    return `v/${this.#message.videoId}/${this.#revision(stage)}/`;
  }
}

interface Work {
  readonly media: SourceMedia;
  readonly plan: EncodePlan;
  readonly planId: string;
  readonly source: Source;
  readonly progress: Progress;
}

/** One of the two passes over the source. */
interface Pass {
  readonly stage: keyof typeof stages;
  readonly progressStage: 'first_rendition' | 'renditions';
  /** To encode now, highest first. */
  readonly rungs: readonly Rung[];
  /** The revision that this one builds on. */
  readonly first: Manifest | null;
}

interface Made {
  readonly folder: string;
  readonly encoded: TranscodeResult;
  readonly pictures: Pictures;
}

const planId = (plan: EncodePlan): string =>
  createHash('sha256')
    .update(JSON.stringify([outputVersion, plan]))
    .digest('hex')
    .slice(0, 16);
