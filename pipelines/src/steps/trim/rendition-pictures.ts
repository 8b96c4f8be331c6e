import { open, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { Transcoder } from '../../transcoders/transcoder.ts';
import type { PicturePlan } from '../encode-plan.ts';
import type { Rung } from '../ladder.ts';
import { readTrack } from '../package/track.ts';
import { TrackReader } from '../package/track-reader.ts';
import type { Still } from '../poster.ts';
import { planKeyframeTiles, tilesVtt } from '../storyboard.ts';

interface Rendition {
  readonly rung: Rung;
  readonly path: string;
}

/** How our own renditions look. */
const plain: Omit<PicturePlan, 'frameRate'> = {
  streamIndex: 0,
  interlaced: false,
  matrix: 'bt709',
  toneMap: false,
  hold: 0,
};

/**
 * Takes stills from a rendition in place of the source, which shows more than is published. Each comes from a GOP of its
 * own, written into `folder`, so that the length of the rendition does not matter.
 */
export const stillsOf =
  ({ rung, path }: Rendition, folder: string) =>
  async (part: number): Promise<Still> => {
    const file = await open(path, 'r');
    try {
      const reader = new TrackReader(file);
      const fragments = await reader.advance();
      const gop = fragments[Math.floor(part * fragments.length)];
      if (!gop || !reader.init) throw new RangeError(`${path} has no picture at ${part}.`);
      const still = join(folder, `still-${gop.offset}.mp4`);
      await writeFile(still, [reader.init.bytes, await reader.bytes(gop.offset, gop.size)]);
      const picture = { ...plain, frameRate: rung.frameRate };
      return { source: { path: still, demuxer: 'mov' }, picture, at: 0 };
    } finally {
      await file.close();
    }
  };

/** Writes a storyboard of the keyframes of a rendition: its cues here, its sheets into `sheets`. */
export const storyboardOf = async (options: {
  readonly rendition: Rendition;
  readonly transcoder: Transcoder;
  /** Where the cues go. */
  readonly folder: string;
  readonly sheets: string;
  readonly signal: AbortSignal;
}): Promise<{ file: string | null; sheets: readonly string[] }> => {
  const { rendition, transcoder, folder, signal } = options;
  const { fragments, timescale } = await readTrack(rendition.path);
  const { width, height } = rendition.rung;
  const plan = planKeyframeTiles({ width, height, keyframes: fragments.length });
  const job = { path: rendition.path, storyboard: plan, step: plan.step, folder: options.sheets };
  const sheets = await transcoder.tileKeyframes(job, signal);
  if (sheets.length === 0) return { file: null, sheets };
  const starts = fragments.filter((_, i) => i % plan.step === 0).map(({ time }) => time / timescale);
  const last = fragments.at(-1);
  const end = last ? (last.time + last.duration) / timescale : 0;
  const names = sheets.map((path) => basename(path));
  await writeFile(join(folder, 'storyboard.vtt'), tilesVtt(plan, names, [...starts, end]));
  return { file: 'storyboard.vtt', sheets };
};
