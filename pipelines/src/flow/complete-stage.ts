import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { PublishedCaptions } from '@vidkit/contracts/events/media';

import { highest, lowest, type Rung, smallestClear } from '../steps/ladder.ts';
import { placePosters, placePreview } from '../steps/pictures.ts';
import { makePosters } from '../steps/poster.ts';
import { type Manifest, publishRevision } from '../steps/publish.ts';
import { planStoryboard, type StoryboardPlan } from '../steps/storyboard.ts';
import { placeSubtitles } from '../steps/subtitles.ts';
import { stillsOf, storyboardOf } from '../steps/trim/rendition-pictures.ts';
import { TranscodeError, type TranscodeJob, type TranscodeResult } from '../transcoders/transcoder.ts';
import { CopyError, copyWhole } from './copy-whole.ts';
import type { EncodeRun } from './encode-run.ts';
import type { Ladder, MakeLadder } from './ladder-here.ts';
import { makeRevision, type Pictures, placeStoryboard } from './make-revision.ts';
import { isCopy, type Work } from './work.ts';

interface Folders {
  /** Of the revision. */
  readonly folder: string;
  /** For what the transcoder makes. */
  readonly output: string;
}

/** What a revision is made of. */
interface Made extends Ladder {
  readonly pictures: Pictures;
  readonly captions: readonly PublishedCaptions[];
}

/** The whole ladder, published, with the storyboard of the first revision where there is one. */
export const publishComplete = async (
  run: EncodeRun,
  work: Work,
  first: Manifest | null,
  makeLadder: MakeLadder,
): Promise<void> => {
  const { media, plan, planId, choices, progress } = work;
  const { trim } = run.message;
  const folders = { folder: join(run.scratch, 'complete'), output: join(run.scratch, 'encoding') };
  for (const folder of Object.values(folders)) {
    // Of a ladder that did not fit.
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
  }
  progress.update('renditions', 0);
  const made =
    trim && plan.picture
      ? await makePart(run, work, folders, makeLadder)
      : await makeAll(run, work, { first, folders, makeLadder });
  const publication = await makeRevision({
    revision: run.revision('complete'),
    prefix: run.prefix('complete'),
    folder: folders.folder,
    source: media,
    plan,
    rungs: plan.rungs,
    more: plan.more,
    audio: plan.audio,
    pictures: made.pictures,
    captions: made.captions,
    trim,
    files: { encoded: made.encoded, reused: first ? await storyboardFiles(run, first) : [] },
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
  await publishRevision(run.ports.store, folders.folder, manifest, run.signal);
  progress.update('publishing', 1);
  await run.finish(manifest);
};

const makeAll = async (
  run: EncodeRun,
  work: Work,
  options: { first: Manifest | null; folders: Folders; makeLadder: MakeLadder },
): Promise<Made> => {
  const { media, plan, source } = work;
  const { first, folders, makeLadder } = options;
  const { folder, output } = folders;
  const { transcoder } = run.ports;
  const [top] = plan.rungs;
  const shown = top ? smallestClear(plan.rungs) : null;
  const storyboard = first || !top ? null : planStoryboard({ ...top, duration: plan.duration });
  const shots = { source, plan, transcoder, folder: output, signal: run.signal };
  const [ladder, posters, captions] = await Promise.all([
    makeLadder(run, work, { storyboard, folder: output, chunks: first !== null }),
    makePosters(shots),
    placeSubtitles({ ...shots, texts: media.texts, start: media.start, folder }),
  ]);
  const { encoded, warnings } = ladder;
  const place = { transcoder, folder, signal: run.signal };
  const preview = shown ? encoded.rungs.get(shown.name) : undefined;
  const tiles = storyboard && (await tile(run, work, { storyboard, encoded, folders }));
  const pictures = {
    ...(await placePosters(posters, place)),
    preview: await placePreview(preview, plan.duration, place),
    storyboard: tiles ? tiles.file : (first?.publication.storyboard ?? null),
  };
  const storyboardSheets = tiles ? tiles.sheets : encoded.storyboardSheets;
  return { encoded: { ...encoded, storyboardSheets }, pictures, captions, warnings };
};

/** The storyboard that came with the ladder; where none did, one of the keyframes of a rendition. */
const tile = async (
  run: EncodeRun,
  { plan }: Work,
  made: { storyboard: StoryboardPlan; encoded: TranscodeResult; folders: Folders },
): Promise<{ file: string | null; sheets: readonly string[] }> => {
  const { storyboard, encoded, folders } = made;
  const { folder, output } = folders;
  const sheets = encoded.storyboardSheets;
  if (sheets.length > 0) {
    const rung = lowest(plan.rungs);
    const { duration } = plan;
    return { file: await placeStoryboard({ folder, storyboard, sheets, rung, duration }), sheets };
  }
  const rung = smallestClear(plan.rungs);
  const rendition = { rung, path: encoded.rungs.get(rung.name) ?? '' };
  const { transcoder } = run.ports;
  return storyboardOf({ rendition, transcoder, folder, sheets: output, signal: run.signal });
};

/**
 * A part of the source, copied from the revision of all of it where that is possible. Its pictures come from the
 * renditions, for the source shows more; its texts have been taken over with all of it.
 */
const makePart = async (
  run: EncodeRun,
  work: Work,
  { folder, output }: Folders,
  makeLadder: MakeLadder,
): Promise<Made> => {
  const { plan, source } = work;
  const { transcoder } = run.ports;
  const { encoded, warnings } =
    (await copied(run, work, output)) ??
    (await makeLadder(run, work, { storyboard: null, folder: output, chunks: true }));
  const rendition = (rung: Rung) => ({ rung, path: encoded.rungs.get(rung.name) ?? '' });
  const shown = rendition(smallestClear(plan.rungs));
  const place = { transcoder, folder, signal: run.signal };
  const still = stillsOf(rendition(highest(plan.rungs)), output);
  const posters = await makePosters({ source, plan, transcoder, folder: output, signal: run.signal, still });
  const storyboard = await storyboardOf({ ...place, rendition: shown, sheets: output });
  const pictures = {
    ...(await placePosters(posters, place)),
    preview: await placePreview(shown.path, plan.duration, place),
    storyboard: storyboard.file,
  };
  return { encoded: { ...encoded, storyboardSheets: storyboard.sheets }, pictures, captions: [], warnings };
};

/** Null where the part is to be encoded. */
const copied = async (run: EncodeRun, work: Work, output: string): Promise<Ladder | null> => {
  const { whole: prefix } = run.message;
  if (prefix === null || !isCopy(run.message)) return null;
  const folder = join(output, 'copy');
  await mkdir(folder);
  const transcode = (job: TranscodeJob) => run.transcode(job, run.signal, () => undefined);
  try {
    return await copyWhole({ ...work, prefix, folder }, { store: run.ports.store, transcode });
  } catch (error) {
    if (!(error instanceof CopyError) && !(error instanceof TranscodeError)) throw error;
    run.ports.log.info({ ...run.id, err: error }, 'encoding a part that could not be copied');
    return null;
  }
};

/** The storyboard of a published revision. */
const storyboardFiles = async (
  { scratch, ports: { store } }: EncodeRun,
  { publication: { prefix } }: Manifest,
): Promise<{ name: string; path: string }[]> => {
  const folder = join(scratch, 'storyboard');
  await mkdir(folder, { recursive: true });
  const stored = await store.list(prefix);
  const names = stored
    .map(({ key }) => key.slice(prefix.length))
    .filter((name) => name.startsWith('storyboard'));
  return Promise.all(
    names.map(async (name) => ({ name, path: await store.toFile(`${prefix}${name}`, folder) })),
  );
};
