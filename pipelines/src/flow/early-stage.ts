import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { planChunks } from '../steps/chunks.ts';
import { endLeftGrowing } from '../steps/growing/growing-rendition.ts';
import type { Rung } from '../steps/ladder.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { type Manifest, readManifest } from '../steps/publish.ts';
import { TranscodeError } from '../transcoders/transcoder.ts';
import { chooseRungs } from './choose-rungs.ts';
import { chunksPrefix } from './encode-chunk.ts';
import type { EncodeRun } from './encode-run.ts';
import { askForChunks } from './gather-chunks.ts';
import { growRevision } from './grow-revision.ts';
import { beginOutside, takenOutside } from './outside-ladder.ts';
import { planSource } from './read-source.ts';
import type { Work } from './work.ts';

export interface EarlyStage {
  /** The first revision; null when it cannot be gone on with. */
  readonly first: Manifest | null;
  /** The same work without the rungs that would add nothing. */
  readonly chosen: Chosen;
}

export interface Chosen {
  readonly work: Work;
  /** Its ladder is made outside of the workers. */
  readonly outside: boolean;
}

/**
 * The rendition that plays first. As soon as somebody can watch it, what the ladder will be is chosen, so that others
 * begin with it: a converter, or workers with nothing better to do.
 */
export const makeEarlyStage = async (run: EncodeRun, work: Work, rung: Rung): Promise<EarlyStage> => {
  const failed = new AbortController();
  const signal = AbortSignal.any([run.signal, failed.signal]);
  const ahead: { chosen?: Promise<Chosen> } = {};
  const choose = () => (ahead.chosen ??= chooseLadder(run, work, signal));
  try {
    const first = await growFirst(run, work, rung, () => void choose().catch(() => undefined));
    return { first, chosen: await (first ? choose() : handOver(run, work, signal)) };
  } catch (error) {
    failed.abort(error);
    await ahead.chosen?.catch(() => undefined);
    throw error;
  }
};

/** Has the ladder begun where others make it: by a converter as a whole. */
export const handOver = async (run: EncodeRun, work: Work, signal: AbortSignal): Promise<Chosen> => ({
  work,
  outside: takenOutside(run, work) && (await beginOutside(run, work, signal)),
});

/** With sound, poster and storyboard. Null when it cannot be gone on with. */
const growFirst = async (
  run: EncodeRun,
  work: Work,
  rung: Rung,
  onPlayable: () => void,
): Promise<Manifest | null> => {
  const { progress, planId, choices, plan, media, source } = work;
  const { store, transcoder } = run.ports;
  const prefix = run.prefix('early');
  const stored = await readManifest(store, prefix);
  if (stored && stored.planId !== planId) {
    await endLeftGrowing(store, prefix);
    return null;
  }
  if (stored && !stored.publication.growing) {
    progress.skip('first_rendition');
    run.wasPlayable();
    await run.announce('playable', stored);
    return stored;
  }
  const folder = join(run.scratch, 'early');
  await mkdir(folder);
  progress.update('first_rendition', 0);
  const revision = run.revision('early');
  return growRevision(
    { revision, prefix, media, source, plan, planId, choices, rung, stored, folder },
    {
      store,
      transcoder,
      transcode: (job, signal) =>
        run.transcode(job, signal, (seconds) => progress.update('first_rendition', seconds / plan.duration)),
      announce: async (manifest) => {
        await run.announce('playable', manifest);
        onPlayable();
      },
      signal: run.signal,
    },
  );
};

/** Without the rungs that would add nothing, and begun where others make it. */
const chooseLadder = async (run: EncodeRun, work: Work, signal: AbortSignal): Promise<Chosen> => {
  const { wantChunk, chunkSeconds, store } = run.ports;
  const chosen = await handOver(run, await withoutSpareRungs(run, work, signal), signal);
  if (chosen.outside || !wantChunk) return chosen;
  const chunks = planChunks(chosen.work.media, chosen.work.plan, chunkSeconds);
  await askForChunks({ ...chosen.work, chunks, message: run.message }, { store, wantChunk });
  return chosen;
};

const withoutSpareRungs = async (run: EncodeRun, work: Work, signal: AbortSignal): Promise<Work> => {
  const { store, transcoder, log } = run.ports;
  const leftOut = await chooseRungs(work, {
    store,
    key: `${chunksPrefix(run.message)}left-out.json`,
    folder: join(run.scratch, 'samples'),
    transcode: (job) => transcoder.transcode(job, { signal, onProgress: () => undefined, prompt: true }),
  }).catch((error: unknown) => {
    // What is wrong with the source is for the encode to say.
    if (!(error instanceof TranscodeError) && !(error instanceof MediaFailure)) throw error;
    log.info({ ...run.id, err: error }, 'all rungs are made, for none could be looked at');
    return [];
  });
  if (leftOut.length === 0) return work;
  log.info({ ...run.id, leftOut }, 'left out');
  return { ...work, ...planSource(work, { ...work.choices, leftOut }, run.message.trim) };
};
