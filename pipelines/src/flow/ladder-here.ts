import { planChunks } from '../steps/chunks.ts';
import { allRungs } from '../steps/encode-plan.ts';
import { levelSound } from '../steps/sound-level.ts';
import type { StoryboardPlan } from '../steps/storyboard.ts';
import type { TranscodeJob, TranscodeResult } from '../transcoders/transcoder.ts';
import type { EncodeRun } from './encode-run.ts';
import { ChunkError, gatherChunks } from './gather-chunks.ts';
import type { Work } from './work.ts';

export interface Ladder {
  readonly encoded: TranscodeResult;
  /** Codes for the uploader. */
  readonly warnings: readonly string[];
}

export interface LadderOptions {
  /** To be made with it. */
  readonly storyboard: StoryboardPlan | null;
  /** Where the renditions go, as `<name>.mp4`. */
  readonly folder: string;
  /** Only a pass over everything tells how much of the source is damaged: chunks are for those who know that already. */
  readonly chunks: boolean;
}

/** Comes by the renditions of a plan. */
export type MakeLadder = (run: EncodeRun, work: Work, options: LadderOptions) => Promise<Ladder>;

/** By this worker, or by all of them together. */
export const makeLadderHere: MakeLadder = async (run, work, { storyboard, folder, chunks }) => {
  const { source, plan } = work;
  const { transcoder } = run.ports;
  // The first rendition does not wait for the sound to be measured.
  const { audio, warnings } = await levelSound({ source, plan, transcoder }, run.signal);
  const job = { source, plan, rungs: allRungs(plan), audio, storyboard, urgent: false, folder };
  return { encoded: await encode(run, work, job, { chunks }), warnings };
};

/** In chunks where source and caller allow it, by all workers together, else in one pass. */
const encode = async (
  run: EncodeRun,
  work: Work,
  job: TranscodeJob,
  { chunks: allowed }: Pick<LadderOptions, 'chunks'>,
): Promise<TranscodeResult> => {
  const { progress, plan, media } = work;
  const { wantChunk, chunkSeconds, store, log } = run.ports;
  const onProgress = (seconds: number) => progress.update('renditions', seconds / plan.duration);
  const chunks = allowed && wantChunk ? planChunks(media, plan, chunkSeconds) : [];
  if (!wantChunk || chunks.length === 0) return run.transcode(job, run.signal, onProgress);
  const failed = new AbortController();
  const signal = AbortSignal.any([run.signal, failed.signal]);
  const soundAlone = { ...job, plan: { ...plan, picture: null, rungs: [], more: [] }, rungs: [] };
  const sound = plan.audio.length > 0 ? run.transcode(soundAlone, signal, () => undefined) : null;
  const pictures = gatherChunks(
    { ...work, message: run.message, chunks, folder: job.folder },
    { store, wantChunk, onProgress, signal },
  );
  try {
    const [rungs, made] = await Promise.all([pictures, sound]);
    return { rungs, audio: made?.audio ?? new Map(), storyboardSheets: [], damagedFrames: 0 };
  } catch (error) {
    failed.abort(error);
    await Promise.allSettled([pictures, sound]);
    if (!(error instanceof ChunkError)) throw error;
    log.warn({ ...run.id, err: error }, 'encoding in one pass instead of chunks');
    return run.transcode(job, run.signal, onProgress);
  }
};
