import { type Box, boxesIn } from './boxes.ts';
import type { TrackDefaults } from './describe-init.ts';

export interface Fragment {
  readonly offset: number;
  readonly size: number;
  /** Decode time and duration in ticks. */
  readonly time: number;
  readonly duration: number;
  /** Presentation time of the first sample, relative to `time`, in ticks. */
  readonly firstOffset: number;
  readonly samples: number;
  /** True when the first sample is a sync sample and no other one is. */
  readonly startsWithKeyframe: boolean;
  readonly keyframes: number;
  /** Bytes from `offset` to the end of the first sample; what an I-frame list asks for. */
  readonly keyframeEnd: number;
}

const flagOf = {
  dataOffset: 1,
  firstFlags: 4,
  duration: 0x100,
  size: 0x200,
  flags: 0x400,
  offset: 0x800,
} as const;
const notSync = 0x10000;

/** A frame of a track. */
export interface Sample {
  /** Ticks. */
  readonly duration: number;
  readonly size: number;
  readonly sync: boolean;
  /** Presentation time relative to the decode time, in ticks. */
  readonly offset: number;
}

export interface SampleRun {
  /** Decode time of the first sample in ticks. */
  readonly time: number;
  /** Bytes from the start of the `moof` to the first sample; the others follow it. */
  readonly dataOffset: number;
  readonly samples: readonly Sample[];
}

/** What a `moof` says; `before` is the number of bytes between the fragment's start and the box. */
export const describeFragment = (
  moof: Buffer,
  defaults: TrackDefaults,
  before: number,
): Omit<Fragment, 'offset' | 'size'> => {
  const { time, dataOffset, samples } = readSamples(moof, defaults);
  const [first] = samples;
  return {
    time,
    duration: samples.reduce((sum, { duration }) => sum + duration, 0),
    firstOffset: first?.offset ?? 0,
    samples: samples.length,
    startsWithKeyframe: first?.sync ?? false,
    keyframes: samples.filter(({ sync }) => sync).length,
    keyframeEnd: before + dataOffset + (first?.size ?? 0),
  };
};

/** The samples of the one run of a `moof`, with which the bytes begin. */
export const readSamples = (moof: Buffer, defaults: TrackDefaults): SampleRun => {
  const traf = boxesIn(moof, 8).find((box) => box.type === 'traf');
  if (!traf) throw new RangeError('A fragment has no track.');
  const inside = boxesIn(moof, traf.body, traf.end);
  const box = (type: string) => {
    const found = inside.find((one) => one.type === type);
    if (!found) throw new RangeError(`A fragment has no ${type}.`);
    return found;
  };
  const { duration, size, flags } = fragmentDefaults(moof, box('tfhd'), defaults);
  const tfdt = box('tfdt');
  const time =
    moof[tfdt.body] === 1 ? Number(moof.readBigUInt64BE(tfdt.body + 4)) : moof.readUInt32BE(tfdt.body + 4);

  const trun = box('trun');
  const has = moof.readUInt32BE(trun.body) & 0xffffff;
  const count = moof.readUInt32BE(trun.body + 4);
  let at = trun.body + 8;
  const next = (bit: number): number | null => {
    if ((has & bit) === 0) return null;
    at += 4;
    return moof.readUInt32BE(at - 4);
  };
  const dataOffset = next(flagOf.dataOffset) ?? 0;
  const firstFlags = next(flagOf.firstFlags);
  const samples = Array.from({ length: count }, (_, i): Sample => {
    const ticks = next(flagOf.duration) ?? duration;
    const bytes = next(flagOf.size) ?? size;
    const sampleFlags = next(flagOf.flags) ?? (i === 0 && firstFlags !== null ? firstFlags : flags);
    const offset = (next(flagOf.offset) ?? 0) | 0;
    return { duration: ticks, size: bytes, sync: (sampleFlags & notSync) === 0, offset };
  });
  return { time, dataOffset, samples };
};

const fragmentDefaults = (moof: Buffer, tfhd: Box, track: TrackDefaults): TrackDefaults => {
  const has = moof.readUInt32BE(tfhd.body) & 0xffffff;
  let at = tfhd.body + 8;
  const next = (bit: number, width: number): number | null => {
    if ((has & bit) === 0) return null;
    at += width;
    return width === 4 ? moof.readUInt32BE(at - 4) : 0;
  };
  next(0x1, 8);
  next(0x2, 4);
  return {
    duration: next(0x8, 4) ?? track.duration,
    size: next(0x10, 4) ?? track.size,
    flags: next(0x20, 4) ?? track.flags,
  };
};
