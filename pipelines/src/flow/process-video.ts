import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type {
  ChunkWanted,
  EncodeStatus,
  ObjectStored,
  PlanChoices,
  PublishedCaptions,
  VideoCodec,
} from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import { planChunks } from '../steps/chunks.ts';
import { allRungs, encodingCost, type EncodePlan, usualChoices } from '../steps/encode-plan.ts';
import { endLeftGrowing } from '../steps/growing/growing-rendition.ts';
import { highest, lowest, type Rung, smallestClear } from '../steps/ladder.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { levelSound } from '../steps/sound-level.ts';
import { placePosters, placePreview } from '../steps/pictures.ts';
import { makePosters } from '../steps/poster.ts';
import { type Manifest, publishRevision, readManifest } from '../steps/publish.ts';
import type { SourceMedia } from '../steps/source-media.ts';
import { placeSubtitles } from '../steps/subtitles.ts';
import { planStoryboard } from '../steps/storyboard.ts';
import { stillsOf, storyboardOf } from '../steps/trim/rendition-pictures.ts';
import {
  type Transcoder,
  TranscodeError,
  type TranscodeJob,
  type TranscodeResult,
} from '../transcoders/transcoder.ts';
import { type Attempt, mostAttempts, type ProcessLog } from './attempt.ts';
import { abandonChunks, chunksPrefix } from './encode-chunk.ts';
import { chooseRungs } from './choose-rungs.ts';
import { type Copied, CopyError, copyWhole } from './copy-whole.ts';
import { askForChunks, ChunkError, gatherChunks } from './gather-chunks.ts';
import { growRevision } from './grow-revision.ts';
import { makeRevision, type Pictures, placeStoryboard } from './make-revision.ts';
import { Progress } from './progress.ts';
import { planSource, type PlannedSource, readSource } from './read-source.ts';

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
  /** Does work that somebody waits for, while this worker takes no chunks of others. */
  readonly setAside?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Seconds of a chunk, where they are not the usual ones. */
  readonly chunkSeconds?: number | undefined;
  readonly log: ProcessLog;
}

/**
 * From a stored source to a published video: probe, plan, one early rendition published while it is being made,
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
    if (attempt.attempt > mostAttempts)
      throw new MediaFailure('out_of_resources', `attempt ${attempt.attempt}`);
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
    // Last, for nobody may wait for ever because a store is full. What is left goes when the video goes.
    await abandonChunks(ports.store, chunksPrefix(message)).catch((cause: unknown) =>
      ports.log.warn({ ...log, err: cause }, 'chunks are left'),
    );
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

const stages = { early: 1, complete: 2 } as const;
/** Beside encoding a pixel of the ladder, what decoding one and encoding one of the first rendition cost. */
const decodeCost = 0.25;
const urgentCost = 0.5;
/** Encoding sound takes about as long as decoding so small a picture. */
const soundCost = { width: 320, height: 180, frameRate: 30 };

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
    if (finished) return this.#finish(finished);

    await this.#emitProgress({ stage: 'probing', percent: 0, secondsLeft: null });
    const read = await readSource(this.#message, this.#ports, {
      folder: this.#scratch,
      signal: this.#signal,
      choices: await this.#choices(),
    });
    const { media, plan } = read;
    const work = { ...read, progress: this.#progress(media, plan) };
    const early = plan.rungs.find((rung) => rung.name === plan.early);
    if (!early) return this.#complete(work, null);
    const both = () => this.#firstAndChosen(work, early);
    const [first, chosen] = await (this.#ports.setAside?.(both) ?? both());
    await this.#complete(chosen, first);
  }

  /**
   * Those of all of it where this is a part, and those of an attempt before this one, so that what they made can be used;
   * else what is configured. No video fails for a codec that this machine cannot make.
   */
  async #choices(): Promise<PlanChoices> {
    const { store, transcoder, codecs } = this.#ports;
    const before = await readManifest(store, this.#message.whole ?? this.#prefix('early'));
    const choices = before?.choices ?? { ...usualChoices, codecs: [...codecs] };
    const possible = await transcoder.codecs();
    return { ...choices, codecs: choices.codecs.filter((codec) => possible.has(codec)) };
  }

  /**
   * The rendition that plays first. As soon as somebody can watch it, what the ladder will be is chosen, so that
   * workers with nothing better to do begin with its chunks.
   */
  async #firstAndChosen(work: Work, rung: Rung): Promise<[Manifest | null, Work]> {
    const failed = new AbortController();
    const signal = AbortSignal.any([this.#signal, failed.signal]);
    const ahead: { chosen?: Promise<Work> } = {};
    const choose = () => (ahead.chosen ??= this.#chosen(work, signal));
    try {
      const first = await this.#early(work, rung, () => void choose().catch(() => undefined));
      return [first, first ? await choose() : work];
    } catch (error) {
      failed.abort(error);
      await ahead.chosen?.catch(() => undefined);
      throw error;
    }
  }

  /** With sound, poster and storyboard. Null when it cannot be gone on with. */
  async #early(work: Work, rung: Rung, onPlayable: () => void): Promise<Manifest | null> {
    const { progress, planId, choices, plan, media, source } = work;
    const prefix = this.#prefix('early');
    const stored = await readManifest(this.#ports.store, prefix);
    if (stored && stored.planId !== planId) {
      await endLeftGrowing(this.#ports.store, prefix);
      return null;
    }
    if (stored && !stored.publication.growing) {
      progress.skip('first_rendition');
      await this.#announce('playable', stored);
      return stored;
    }
    const folder = join(this.#scratch, 'early');
    await mkdir(folder);
    progress.update('first_rendition', 0);
    return growRevision(
      {
        revision: this.#revision('early'),
        prefix,
        media,
        source,
        plan,
        planId,
        choices,
        rung,
        stored,
        folder,
      },
      {
        store: this.#ports.store,
        transcoder: this.#ports.transcoder,
        transcode: (job, signal) =>
          this.#transcode(job, signal, (seconds) =>
            progress.update('first_rendition', seconds / plan.duration),
          ),
        announce: async (manifest) => {
          await this.#announce('playable', manifest);
          onPlayable();
        },
        signal: this.#signal,
      },
    );
  }

  /** The whole ladder, with the storyboard of the first revision where there is one. */
  async #complete(work: Work, first: Manifest | null): Promise<void> {
    const { media, plan, planId, choices, progress } = work;
    const { trim } = this.#message;
    const folders = { folder: join(this.#scratch, 'complete'), output: join(this.#scratch, 'encoding') };
    for (const folder of Object.values(folders)) await mkdir(folder);
    progress.update('renditions', 0);
    const made =
      trim && plan.picture ? await this.#part(work, folders) : await this.#all(work, first, folders);
    const publication = await makeRevision({
      revision: this.#revision('complete'),
      prefix: this.#prefix('complete'),
      folder: folders.folder,
      source: media,
      plan,
      rungs: plan.rungs,
      more: plan.more,
      audio: plan.audio,
      pictures: made.pictures,
      captions: made.captions,
      trim,
      files: { encoded: made.encoded, reused: first ? await this.#storyboard(first) : [] },
    });

    progress.update('publishing', 0);
    const warnings = new Set([
      ...media.warnings,
      ...(first?.warnings ?? []),
      ...made.warnings,
      ...(made.encoded.damagedFrames > 0 ? ['damaged_frames'] : []),
    ]);
    // Nothing is lost where some renditions are as the source is.
    if (plan.more.some(({ range }) => range !== 'sdr')) warnings.delete('hdr_tone_mapped');
    const manifest = { publication, warnings: [...warnings], planId, choices };
    await publishRevision(this.#ports.store, folders.folder, manifest, this.#signal);
    progress.update('publishing', 1);
    await this.#finish(manifest);
  }

  /** The same work without the rungs that would add nothing, its chunks asked for. */
  async #chosen(work: Work, signal: AbortSignal): Promise<Work> {
    const { wantChunk, chunkSeconds, store } = this.#ports;
    const chosen = await this.#withoutSpareRungs(work, signal);
    const chunks = planChunks(chosen.media, chosen.plan, chunkSeconds);
    if (wantChunk) await askForChunks({ ...chosen, chunks, message: this.#message }, { store, wantChunk });
    return chosen;
  }

  async #withoutSpareRungs(work: Work, signal: AbortSignal): Promise<Work> {
    const { trim } = this.#message;
    const leftOut = await chooseRungs(work, {
      store: this.#ports.store,
      key: `${chunksPrefix(this.#message)}left-out.json`,
      folder: join(this.#scratch, 'samples'),
      transcode: (job) =>
        this.#ports.transcoder.transcode(job, { signal, onProgress: () => undefined, prompt: true }),
    }).catch((error: unknown) => {
      // What is wrong with the source is for the encode to say.
      if (!(error instanceof TranscodeError) && !(error instanceof MediaFailure)) throw error;
      this.#ports.log.info({ ...this.#id(), err: error }, 'all rungs are made, for none could be looked at');
      return [];
    });
    if (leftOut.length === 0) return work;
    this.#ports.log.info({ ...this.#id(), leftOut }, 'left out');
    return { ...work, ...planSource(work, { ...work.choices, leftOut }, trim) };
  }

  async #all(work: Work, first: Manifest | null, { folder, output }: Folders): Promise<Made> {
    const { media, plan, source } = work;
    const { transcoder } = this.#ports;
    // The first rendition does not wait for the sound to be measured.
    const sound = await levelSound({ source, plan, transcoder }, this.#signal);
    const [top] = plan.rungs;
    const shown = top ? smallestClear(plan.rungs) : null;
    const storyboard = first || !top ? null : planStoryboard({ ...top, duration: plan.duration });
    const job = { source, plan, rungs: allRungs(plan), storyboard, urgent: false, folder: output };
    const shots = { source, plan, transcoder, folder: output, signal: this.#signal };
    const [encoded, posters, captions] = await Promise.all([
      this.#ladder(work, { ...job, audio: sound.audio }, { chunks: first !== null }),
      makePosters(shots),
      placeSubtitles({ ...shots, texts: media.texts, start: media.start, folder }),
    ]);
    const place = { transcoder, folder, signal: this.#signal };
    const pictures = {
      ...(await placePosters(posters, place)),
      preview: shown ? await placePreview(encoded.rungs.get(shown.name), plan.duration, place) : null,
      storyboard: storyboard
        ? await placeStoryboard({
            folder,
            storyboard,
            sheets: encoded.storyboardSheets,
            rung: lowest(plan.rungs),
            duration: plan.duration,
          })
        : (first?.publication.storyboard ?? null),
    };
    return { encoded, pictures, captions, warnings: sound.warnings };
  }

  /**
   * A part of the source, copied from the revision of all of it where that is possible. Its pictures come from the
   * renditions, for the source shows more; its texts have been taken over with all of it.
   */
  async #part(work: Work, { folder, output }: Folders): Promise<Made> {
    const { plan, source } = work;
    const { transcoder } = this.#ports;
    const { encoded, warnings } = (await this.#copied(work, output)) ?? (await this.#encoded(work, output));
    const rendition = (rung: Rung) => ({ rung, path: encoded.rungs.get(rung.name) ?? '' });
    const shown = rendition(smallestClear(plan.rungs));
    const place = { transcoder, folder, signal: this.#signal };
    const still = stillsOf(rendition(highest(plan.rungs)), output);
    const posters = await makePosters({
      source,
      plan,
      transcoder,
      folder: output,
      signal: this.#signal,
      still,
    });
    const storyboard = await storyboardOf({ ...place, rendition: shown, sheets: output });
    const pictures = {
      ...(await placePosters(posters, place)),
      preview: await placePreview(shown.path, plan.duration, place),
      storyboard: storyboard.file,
    };
    return {
      encoded: { ...encoded, storyboardSheets: storyboard.sheets },
      pictures,
      captions: [],
      warnings,
    };
  }

  /** Null where the part is to be encoded. */
  async #copied(work: Work, output: string): Promise<Copied | null> {
    const { whole: prefix } = this.#message;
    if (prefix === null) return null;
    const folder = join(output, 'copy');
    await mkdir(folder);
    const transcode = (job: TranscodeJob) => this.#transcode(job, this.#signal, () => undefined);
    try {
      return await copyWhole({ ...work, prefix, folder }, { store: this.#ports.store, transcode });
    } catch (error) {
      if (!(error instanceof CopyError) && !(error instanceof TranscodeError)) throw error;
      this.#ports.log.info({ ...this.#id(), err: error }, 'encoding a part that could not be copied');
      return null;
    }
  }

  async #encoded(work: Work, folder: string): Promise<Copied> {
    const { source, plan } = work;
    const { audio, warnings } = await levelSound(
      { ...work, transcoder: this.#ports.transcoder },
      this.#signal,
    );
    const job = { source, plan, rungs: allRungs(plan), audio, storyboard: null, urgent: false, folder };
    return { encoded: await this.#ladder(work, job, { chunks: true }), warnings };
  }

  async #finish(manifest: Manifest): Promise<void> {
    await this.#announce('complete', manifest);
    await this.#ports.store.deletePrefix(chunksPrefix(this.#message));
  }

  /**
   * In chunks where source and caller allow it, by all workers together, else in one pass. Only a pass over everything
   * tells how much of the source is damaged: chunks are for those who know that from before.
   */
  async #ladder(
    work: Work,
    job: TranscodeJob,
    { chunks: allowed }: { readonly chunks: boolean },
  ): Promise<TranscodeResult> {
    const { progress, plan, media } = work;
    const { wantChunk, chunkSeconds, store, log } = this.#ports;
    const onProgress = (seconds: number) => progress.update('renditions', seconds / plan.duration);
    const chunks = allowed && wantChunk ? planChunks(media, plan, chunkSeconds) : [];
    if (!wantChunk || chunks.length === 0) return this.#transcode(job, this.#signal, onProgress);
    const failed = new AbortController();
    const signal = AbortSignal.any([this.#signal, failed.signal]);
    const soundAlone = { ...job, plan: { ...plan, picture: null, rungs: [], more: [] }, rungs: [] };
    const sound = plan.audio.length > 0 ? this.#transcode(soundAlone, signal, () => undefined) : null;
    const pictures = gatherChunks(
      { ...work, message: this.#message, chunks, folder: job.folder },
      { store, wantChunk, onProgress, signal },
    );
    try {
      const [rungs, made] = await Promise.all([pictures, sound]);
      return { rungs, audio: made?.audio ?? new Map(), storyboardSheets: [], damagedFrames: 0 };
    } catch (error) {
      failed.abort(error);
      await Promise.allSettled([pictures, sound]);
      if (!(error instanceof ChunkError)) throw error;
      log.warn({ ...this.#id(), err: error }, 'encoding in one pass instead of chunks');
      return this.#transcode(job, this.#signal, onProgress);
    }
  }

  /** The storyboard of a published revision. */
  async #storyboard({ publication: { prefix } }: Manifest): Promise<{ name: string; path: string }[]> {
    const folder = join(this.#scratch, 'storyboard');
    await mkdir(folder, { recursive: true });
    const stored = await this.#ports.store.list(prefix);
    const names = stored
      .map(({ key }) => key.slice(prefix.length))
      .filter((name) => name.startsWith('storyboard'));
    return Promise.all(
      names.map(async (name) => ({ name, path: await this.#ports.store.toFile(`${prefix}${name}`, folder) })),
    );
  }

  async #transcode(
    job: TranscodeJob,
    signal: AbortSignal,
    onProgress: (seconds: number) => void,
  ): Promise<TranscodeResult> {
    const startedAt = performance.now();
    const result = await this.#ports.transcoder.transcode(job, { signal, onProgress });
    const seconds = Math.round(performance.now() - startedAt) / 1000;
    this.#ports.log.info({ ...this.#id(), rungs: job.rungs.map(({ name }) => name), seconds }, 'encoded');
    return result;
  }

  #progress(media: SourceMedia, plan: EncodePlan): Progress {
    const { width, height, frameRate } = media.video ?? soundCost;
    const decode = width * height * frameRate * plan.duration * decodeCost;
    const rung = plan.rungs.find(({ name }) => name === plan.early);
    const early = rung ? decode + encodingCost(rung, plan.duration) * urgentCost : 0;
    const ladder = allRungs(plan).reduce((sum, one) => sum + encodingCost(one, plan.duration), decode);
    const encoding = early + ladder;
    return new Progress({
      parts: [
        { stage: 'probing', cost: encoding * 0.01 },
        ...(early > 0 ? [{ stage: 'first_rendition' as const, cost: early }] : []),
        { stage: 'renditions', cost: ladder },
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

interface Work extends PlannedSource {
  readonly progress: Progress;
}

interface Folders {
  /** Of the revision. */
  readonly folder: string;
  /** For what the transcoder makes. */
  readonly output: string;
}

/** What a revision is made of. */
interface Made extends Copied {
  readonly pictures: Pictures;
  readonly captions: readonly PublishedCaptions[];
}
