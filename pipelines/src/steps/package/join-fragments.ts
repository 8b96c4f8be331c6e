import { type FileHandle, open } from 'node:fs/promises';

import { boxesIn, requireBox } from './boxes.ts';
import { TrackReader } from './track-reader.ts';

/** A file of one rendition, or some of its fragments, counted from 0; `to` is the first that is left out. */
export interface Piece {
  readonly path: string;
  readonly fragments?: { readonly from: number; readonly to: number };
}

/**
 * Puts pieces of one rendition, each with whatever times, into one file: one init segment, then all fragments with
 * their places in the whole. Throws `RangeError` when the init segments differ, for then no decoder could follow.
 */
export const joinFragments = async (pieces: readonly Piece[], target: string): Promise<void> => {
  const out = await open(target, 'w');
  try {
    const whole: Whole = { out, init: null, time: 0, fragments: 0 };
    for (const piece of pieces) await append(whole, piece);
  } finally {
    await out.close();
  }
};

const all = { from: 0, to: Infinity };

interface Whole {
  readonly out: FileHandle;
  init: Buffer | null;
  /** Ticks until here. */
  time: number;
  fragments: number;
}

const append = async (whole: Whole, { path, fragments: { from, to } = all }: Piece): Promise<void> => {
  const file = await open(path, 'r');
  try {
    const reader = new TrackReader(file);
    const fragments = await reader.advance();
    if (!reader.init) throw new RangeError(`${path} has no moov.`);
    if (!whole.init) await whole.out.write(reader.init.bytes);
    whole.init ??= reader.init.bytes;
    if (!whole.init.equals(reader.init.bytes)) throw new RangeError(`${path} has another init segment.`);
    for (const { offset, size, duration } of fragments.slice(from, to)) {
      const bytes = await reader.bytes(offset, size);
      whole.fragments += 1;
      place(bytes, { time: whole.time, number: whole.fragments });
      await whole.out.write(bytes);
      whole.time += duration;
    }
  } finally {
    await file.close();
  }
};

/** Writes decode time and sequence number into a fragment. */
const place = (fragment: Buffer, { time, number }: { time: number; number: number }): void => {
  const moof = requireBox(fragment, ['moof']);
  const inside = boxesIn(fragment, moof.body, moof.end);
  const header = inside.find(({ type }) => type === 'mfhd');
  const track = inside.find(({ type }) => type === 'traf');
  const decodeTime = track && boxesIn(fragment, track.body, track.end).find(({ type }) => type === 'tfdt');
  if (!header || !decodeTime) throw new RangeError('A fragment has no place.');
  fragment.writeUInt32BE(number, header.body + 4);
  if (fragment[decodeTime.body] === 1) fragment.writeBigUInt64BE(BigInt(time), decodeTime.body + 4);
  else fragment.writeUInt32BE(time, decodeTime.body + 4);
};
