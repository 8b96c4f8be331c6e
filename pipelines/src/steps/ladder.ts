import type { VideoCodec } from '@vidkit/contracts/events/media';

import { framesFit, type FrameRate, halved, perSecond } from './frame-rate.ts';

/** The picture as people see it: after rotation, with square pixels. */
export interface DisplayPicture {
  readonly width: number;
  readonly height: number;
  readonly frameRate: FrameRate;
  /** Bits per second of the source's video; null when unknown. */
  readonly bitRate: number | null;
  /** True for HEVC, VP9 and AV1, which need fewer bits than H.264 for the same picture. */
  readonly efficientCodec: boolean;
}

/** How light is written: for every screen, or by one of the two ways of HDR (SMPTE ST 2084, ARIB STD-B67). */
export type VideoRange = 'sdr' | 'pq' | 'hlg';

/** One video rendition to make. */
export interface Rung {
  /**
   * Short side in pixels; with `-low` for the same size at the rate of a mobile line, with `-hevc` or `-av1` for the same
   * in another codec. Names the files.
   */
  readonly name: string;
  readonly codec: VideoCodec;
  readonly range: VideoRange;
  readonly width: number;
  readonly height: number;
  readonly frameRate: FrameRate;
  /** Frames from one keyframe to the next; the same instants in every rung. */
  readonly gopFrames: number;
  readonly crf: number;
  /** Bits per second. */
  readonly maxRate: number;
  /** Bits by which the stream may run ahead of `maxRate`. */
  readonly buffer: number;
}

const candidates = [2160, 1440, 1080, 720, 480, 360, 240] as const;
const gopSeconds = 2;
const smallestRate = 80_000;
/**
 * Bits per second of the picture that Apple's 9.21 asks for: with sound of 48 kbit/s, boxes and what the buffer adds
 * to one segment, its peak stays within 192 kbit/s (`checkOutput` sees to it).
 */
const mobileRate = 120_000;

/**
 * The rungs for a picture in H.264, highest first. Never upscales; sizes follow the short side, so a portrait stays a
 * portrait; a source more than 15 % above the largest standard size gets its own size on top. The last one is for
 * mobile lines: of the size of the one above, so that a player that goes by size never takes it for a small window.
 */
export const chooseLadder = (picture: DisplayPicture): Rung[] => {
  const short = even(Math.min(picture.width, picture.height));
  const kept = candidates.filter((size) => size <= short);
  const sizes: number[] = short > 1.15 * (kept[0] ?? 1) ? [short, ...kept] : kept;
  if (sizes.length === 0) sizes.push(Math.max(2, short));
  const rungs = sizes.map((size, i) => rung(picture, size, i === 0));
  const last = lowest(rungs);
  // Two bit rates there must be in any case (9.9).
  if (rungs.length > 1 && last.maxRate <= mobileRate) return [...rungs.slice(0, -1), forMobile(last)];
  return [...rungs, { ...forMobile(last), name: `${last.name}-low`, crf: 28 }];
};

/** The first of a ladder. Throws `RangeError` for an empty one, which only sound alone has. */
export const highest = (rungs: readonly Rung[]): Rung => existing(rungs[0]);

/** The last of a ladder. */
export const lowest = (rungs: readonly Rung[]): Rung => existing(rungs.at(-1));

/** The smallest that is good to look at: the last one is for mobile lines. */
export const smallestClear = (rungs: readonly Rung[]): Rung => existing(rungs.at(-2) ?? rungs[0]);

export const shortSide = ({ width, height }: Pick<Rung, 'width' | 'height'>): number =>
  Math.min(width, height);

const existing = (rung: Rung | undefined): Rung => {
  if (!rung) throw new RangeError('A ladder has at least one rung.');
  return rung;
};

/** Half a second of buffer: more would come out in one segment. */
const forMobile = (rung: Rung): Rung => {
  const maxRate = Math.min(mobileRate, rung.maxRate);
  return { ...rung, maxRate, buffer: Math.round(maxRate / 2) };
};

const rung = (picture: DisplayPicture, size: number, top: boolean): Rung => {
  const source = Math.min(picture.width, picture.height);
  const long = Math.max(2, 2 * Math.round((Math.max(picture.width, picture.height) * size) / source / 2));
  const portrait = picture.height > picture.width;
  const half = !top && size <= 480 && perSecond(picture.frameRate) > 30.5;
  const frameRate = half ? halved(picture.frameRate) : picture.frameRate;
  const rate = maxRate(picture, size * long * perSecond(frameRate), size);
  return {
    name: String(size),
    codec: 'h264',
    range: 'sdr',
    width: portrait ? size : long,
    height: portrait ? long : size,
    frameRate,
    gopFrames: framesFit(gopSeconds, frameRate),
    crf: size >= 720 ? 23.5 : 22.5,
    maxRate: rate,
    buffer: rate * 2,
  };
};

const maxRate = (picture: DisplayPicture, pixelsPerSecond: number, size: number): number => {
  const wanted = pixelsPerSecond * bitsPerPixel(size);
  const ceiling =
    picture.bitRate === null ? Infinity : picture.bitRate * (picture.efficientCodec ? 1.5 : 1.1);
  return Math.round(Math.max(smallestRate, Math.min(wanted, ceiling)));
};

/** Small pictures need more bits for each pixel. */
const bitsPerPixel = (size: number): number => {
  if (size > 720) return 0.1;
  if (size > 480) return 0.11;
  if (size > 360) return 0.12;
  return size > 240 ? 0.15 : 0.17;
};

const even = (value: number): number => 2 * Math.floor(value / 2);
