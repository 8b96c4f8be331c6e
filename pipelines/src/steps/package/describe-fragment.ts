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

/** What a `moof` says; `before` is the number of bytes between the fragment's start and the box. */
export const describeFragment = (
  moof: Buffer,
  defaults: TrackDefaults,
  before: number,
): Omit<Fragment, 'offset' | 'size'> => {
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
  const samples = moof.readUInt32BE(trun.body + 4);
  let at = trun.body + 8;
  const next = (bit: number): number | null => {
    if ((has & bit) === 0) return null;
    at += 4;
    return moof.readUInt32BE(at - 4);
  };
  const dataOffset = next(flagOf.dataOffset) ?? 0;
  const firstFlags = next(flagOf.firstFlags);
  let total = 0;
  let keyframes = 0;
  let startsWithKeyframe = false;
  let firstSize = 0;
  let firstOffset = 0;
  for (let i = 0; i < samples; i += 1) {
    total += next(flagOf.duration) ?? duration;
    const sampleSize = next(flagOf.size) ?? size;
    const sampleFlags = next(flagOf.flags) ?? (i === 0 && firstFlags !== null ? firstFlags : flags);
    const offset = (next(flagOf.offset) ?? 0) | 0;
    const sync = (sampleFlags & notSync) === 0;
    if (sync) keyframes += 1;
    if (i === 0) {
      startsWithKeyframe = sync;
      firstSize = sampleSize;
      firstOffset = offset;
    }
  }
  return {
    time,
    duration: total,
    firstOffset,
    samples,
    startsWithKeyframe,
    keyframes,
    keyframeEnd: before + dataOffset + firstSize,
  };
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
