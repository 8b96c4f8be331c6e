import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { EncodePlan, PicturePlan } from './encode-plan.ts';
import { highest } from './ladder.ts';
import type { FrameJob, GrabbedFrame, Source, Transcoder } from '../transcoders/transcoder.ts';

export interface Poster {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Dominant colour as `#rrggbb`, shown until the picture has loaded. */
  readonly color: string;
}

interface PosterOptions {
  readonly source: Source;
  readonly plan: EncodePlan;
  readonly transcoder: Transcoder;
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Where to look for the picture at a part of the duration, 0 to 1; in the source unless given. */
  readonly still?: (part: number) => Promise<Still>;
}

export type Still = Pick<FrameJob, 'source' | 'picture' | 'at'>;

const widest = 1280;
/** Parts of the duration to look at; the last resort decodes up to its place, which takes longer. */
const candidates = [
  { part: 0.15, keyframe: true },
  { part: 0.4, keyframe: true },
  { part: 0.7, keyframe: true },
  { part: 0.5, keyframe: false },
  { part: 0, keyframe: false },
] as const;
const goodContrast = 18;

/** A picture that shows something: the first candidate with contrast, else the one with most. Null when none decodes. */
export const makePoster = async (options: PosterOptions): Promise<Poster | null> => {
  const { plan, transcoder, folder, signal } = options;
  if (!plan.picture) return null;
  const size = posterSize(plan);
  let best: { frame: GrabbedFrame; contrast: number } | null = null;
  for (const [i, { part, keyframe }] of candidates.entries()) {
    const path = join(folder, `poster-${i}.jpg`);
    const from = await stillOf(options, part);
    const frame = await transcoder.grabFrame({ ...from, keyframe, ...size, path }, signal);
    if (!frame) continue;
    const contrast = contrastOf(frame.pixels);
    if (!best || contrast > best.contrast) best = { frame, contrast };
    if (contrast >= goodContrast) break;
  }
  return best && { path: best.frame.path, ...size, color: dominantColor(best.frame.pixels) };
};

/** Parts of the duration that candidates come from: keyframes, which encoders like to put where scenes begin. */
const candidateParts = [0.08, 0.25, 0.42, 0.6, 0.78];
const mostCandidates = 3;
/** Mean difference of pixels, 0 to 255, below which two pictures show the same. */
const sameScene = 8;

/** Up to three pictures of different scenes, the best first. None when nothing decodes. */
export const makePosters = async (options: PosterOptions): Promise<Poster[]> => {
  const { plan, transcoder, folder, signal } = options;
  if (!plan.picture) return makeCover(options);
  const size = posterSize(plan);
  const seen: Scored[] = [];
  for (const [i, part] of candidateParts.entries()) {
    const path = join(folder, `candidate-${i}.jpg`);
    const from = await stillOf(options, part);
    const frame = await transcoder.grabFrame({ ...from, keyframe: true, ...size, path }, signal);
    if (frame) seen.push({ frame, score: await scoreOf(frame, size) });
  }
  const chosen = distinct(seen.filter(({ frame }) => contrastOf(frame.pixels) >= goodContrast));
  if (chosen.length > 0) {
    return chosen.map((frame) => ({ path: frame.path, ...size, color: dominantColor(frame.pixels) }));
  }
  const any = await makePoster(options);
  return any ? [any] : [];
};

const stillOf = async ({ source, plan, still }: PosterOptions, part: number): Promise<Still> => {
  if (still) return still(part);
  const { picture } = plan;
  if (!picture) throw new RangeError('There is no picture to take one from.');
  return { source, picture, at: part * Math.max(0, plan.duration - picture.hold) };
};

/** What stands for the picture of sound alone: the one that it carries, else its shape. */
const makeCover = async ({ source, plan, transcoder, folder, signal }: PosterOptions): Promise<Poster[]> => {
  const path = join(folder, 'cover.jpg');
  const carried = plan.cover && fitted(plan.cover);
  if (plan.cover && carried) {
    const picture = { ...stillPicture, streamIndex: plan.cover.index };
    const job = { source, picture, at: 0, keyframe: false, ...carried, path };
    const frame = await transcoder.grabFrame(job, signal);
    if (frame) return [{ path, ...carried, color: dominantColor(frame.pixels) }];
  }
  const frame = await transcoder.drawWaveform({ source, plan, ...waveformSize, path }, signal);
  return frame ? [{ path, ...waveformSize, color: dominantColor(frame.pixels) }] : [];
};

const waveformSize = { width: 1280, height: 720 };
/** A picture that needs nothing done to it. */
export const stillPicture: Omit<PicturePlan, 'streamIndex'> = {
  interlaced: false,
  frameRate: { num: 25, den: 1 },
  matrix: 'bt601',
  toneMap: false,
  hold: 0,
};

interface Scored {
  readonly frame: GrabbedFrame;
  readonly score: number;
}

/** Contrast, and detail: of two JPEGs of equal quality the sharper one has more bytes. */
const scoreOf = async ({ path, pixels }: GrabbedFrame, size: { width: number; height: number }) => {
  const bytesPerPixel = (await stat(path)).size / (size.width * size.height);
  return contrastOf(pixels) + 100 * Math.min(0.3, bytesPerPixel);
};

/** The best ones that do not show what a better one shows. */
export const distinct = (seen: readonly Scored[]): GrabbedFrame[] => {
  const chosen: GrabbedFrame[] = [];
  for (const { frame } of seen.toSorted((a, b) => b.score - a.score)) {
    const repeated = chosen.some((other) => difference(frame.pixels, other.pixels) < sameScene);
    if (!repeated && chosen.length < mostCandidates) chosen.push(frame);
  }
  return chosen;
};

const difference = (a: Uint8Array, b: Uint8Array): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / Math.max(1, a.length);

const posterSize = ({ rungs }: EncodePlan): { width: number; height: number } => fitted(highest(rungs));

/** No wider than the widest poster, and even. */
export const fitted = ({
  width,
  height,
}: {
  width: number;
  height: number;
}): { width: number; height: number } => {
  const scale = Math.min(1, widest / width);
  const even = (value: number) => Math.max(2, 2 * Math.round((value * scale) / 2));
  return { width: even(width), height: even(height) };
};

/** Standard deviation of luma, 0 to 127: near 0 for black, white or any other flat picture. */
export const contrastOf = (rgb: Uint8Array): number => {
  const luma: number[] = [];
  for (let i = 0; i + 2 < rgb.length; i += 3) {
    const [r, g, b] = pixelAt(rgb, i);
    luma.push(0.2126 * r + 0.7152 * g + 0.0722 * b);
  }
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length;
  return Math.sqrt(luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luma.length);
};

/** The mean of the colours in the fullest of 512 cells of the RGB cube. */
export const dominantColor = (rgb: Uint8Array): string => {
  const cells = new Map<number, { count: number; sum: [number, number, number] }>();
  for (let i = 0; i + 2 < rgb.length; i += 3) {
    const [r, g, b] = pixelAt(rgb, i);
    const key = ((r >> 5) << 6) | ((g >> 5) << 3) | (b >> 5);
    const cell = cells.get(key) ?? { count: 0, sum: [0, 0, 0] };
    cells.set(key, { count: cell.count + 1, sum: [cell.sum[0] + r, cell.sum[1] + g, cell.sum[2] + b] });
  }
  const fullest = [...cells.values()].reduce((most, cell) => (cell.count > most.count ? cell : most), {
    count: 0,
    sum: [0, 0, 0],
  });
  const hex = (sum: number) =>
    Math.round(sum / Math.max(1, fullest.count))
      .toString(16)
      .padStart(2, '0');
  return `#${fullest.sum.map(hex).join('')}`;
};

const pixelAt = (rgb: Uint8Array, at: number): [number, number, number] => [
  rgb[at] ?? 0,
  rgb[at + 1] ?? 0,
  rgb[at + 2] ?? 0,
];
