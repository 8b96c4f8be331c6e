import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { cutChapters } from '@vidkit/contracts/captions/cut-texts';
import type { Publication, PublishedCaptions } from '@vidkit/contracts/events/media';
import type { Trim } from '@vidkit/contracts/schemas/trim';

import { checkOutput } from '../steps/check/check-output.ts';
import type { AudioPlan, EncodePlan } from '../steps/encode-plan.ts';
import type { Rung } from '../steps/ladder.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import { signalPriming } from '../steps/package/audio-edit.ts';
import { packageRenditions } from '../steps/package/package-renditions.ts';
import type { PictureSet } from '../steps/pictures.ts';
import { folderSize } from '../steps/publish.ts';
import type { SourceMedia } from '../steps/source-media.ts';
import { type StoryboardPlan, storyboardVtt } from '../steps/storyboard.ts';
import type { TranscodeResult } from '../transcoders/transcoder.ts';

/** What a revision shows besides its renditions; the same in every revision of an encode. */
export type Pictures = PictureSet & Pick<Publication, 'storyboard'>;

/** Finished files that a revision is put together from; names are those of the published files. */
export interface RevisionFiles {
  /** Pictures taken over from the revision that grew. */
  readonly reused: readonly { readonly name: string; readonly path: string }[];
  readonly encoded: TranscodeResult;
}

export interface RevisionInput {
  readonly revision: number;
  readonly prefix: string;
  /** Made here. Afterwards it holds what is to be published and nothing else. */
  readonly folder: string;
  readonly source: SourceMedia;
  readonly plan: EncodePlan;
  /** In H.264, highest first. */
  readonly rungs: readonly Rung[];
  /** In other codecs. */
  readonly more: readonly Rung[];
  readonly audio: readonly AudioPlan[];
  readonly pictures: Pictures;
  /** Texts that lie in the folder already. */
  readonly captions: readonly PublishedCaptions[];
  /** The part of the source that this is; null for all of it. */
  readonly trim: Trim | null;
  readonly files: RevisionFiles;
}

/** Puts files together, packages and checks them. Throws `MediaFailure` `output_rejected` on our own mistakes. */
export const makeRevision = async (input: RevisionInput): Promise<Publication> => {
  const { folder, plan, rungs, more, audio, files, pictures, revision, prefix } = input;
  await mkdir(folder, { recursive: true });
  for (const { name, path } of files.reused) await copyFile(path, join(folder, name));
  const encoded = [
    ...files.encoded.rungs.values(),
    ...files.encoded.audio.values(),
    ...files.encoded.storyboardSheets,
  ];
  for (const path of encoded) await rename(path, join(folder, basename(path)));
  for (const { name } of audio) await signalPriming(join(folder, `${name}.mp4`));

  const { multivariant, renditions } = await packageRenditions({ folder, rungs, more, audio });
  const violations = await checkOutput(folder, multivariant);
  if (violations.length > 0) throw new MediaFailure('output_rejected', violations.join('; '));

  const { trim, source } = input;
  const chapters = trim ? cutChapters(source.chapters, trim) : source.chapters;
  const { width, height } = rungs[0] ?? pictures.poster ?? { width: 0, height: 0 };
  return {
    revision,
    prefix,
    growing: false,
    multivariant,
    ...pictures,
    captions: input.captions.map((one) => ({ ...one })),
    chapters: chapters.map((chapter) => ({ ...chapter })),
    trim,
    durationMs: Math.round(plan.duration * 1000),
    width,
    height,
    hasVideo: rungs.length > 0,
    hasAudio: audio.length > 0,
    renditions: renditions.map((rendition) => ({ ...rendition })),
    bytes: await folderSize(folder),
  };
};

/** Writes the cues of the sheets, which `makeRevision` moves into place. Null without sheets. */
export const placeStoryboard = async (options: {
  readonly folder: string;
  readonly storyboard: StoryboardPlan;
  readonly sheets: readonly string[];
  /** The rung that the tiles were cut from. */
  readonly rung: Rung;
  readonly duration: number;
}): Promise<string | null> => {
  const { folder, storyboard, sheets, rung, duration } = options;
  if (sheets.length === 0) return null;
  const names = sheets.map((path) => basename(path));
  const file = 'storyboard.vtt';
  await writeFile(join(folder, file), storyboardVtt(storyboard, names, rung.frameRate, duration));
  return file;
};
