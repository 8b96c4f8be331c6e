import { type FileHandle, open } from 'node:fs/promises';

import { boxesIn } from '../package/boxes.ts';
import { readSamples, type Fragment } from '../package/describe-fragment.ts';
import { initFrom } from '../package/audio-edit.ts';
import { makeFragment } from '../package/make-fragment.ts';
import { TrackReader } from '../package/track-reader.ts';

export interface SoundCut {
  /** A published rendition of sound. */
  readonly path: string;
  readonly target: string;
  /** Seconds of the rendition as it is heard. */
  readonly start: number;
  readonly duration: number;
  /** Seconds from `start` at which the fragments of the pictures begin; the first at 0. */
  readonly cuts: readonly number[];
}

/** Samples of every AAC-LC frame. */
const frameSamples = 1024;
/** The first decoded frame lacks the half that the one before would add: it is there to be skipped. */
const runIn = 1;

/**
 * Copies a part of an AAC rendition, to the sample: frames are taken over whole, and the edit list says how many samples
 * of the first two are not heard, as it does for the delay of the encoder. Nothing is decoded. Throws `RangeError`
 * where the file is not as we write them.
 */
export const cutSound = async ({ path, target, start, duration, cuts }: SoundCut): Promise<void> => {
  const file = await open(path, 'r');
  try {
    const reader = new TrackReader(file);
    const fragments = await reader.advance();
    if (!reader.init?.header.hasEdit) throw new RangeError(`${path} does not say where its sound begins.`);
    const { timescale, skipped, kind } = reader.init.header;
    if (kind !== 'audio' || timescale !== 48_000)
      throw new RangeError(`${path} is not sound as we write it.`);

    const heardFrom = skipped + Math.round(start * timescale);
    const heardTo = heardFrom + Math.round(duration * timescale);
    const first = Math.max(0, Math.floor(heardFrom / frameSamples) - runIn);
    const end = Math.ceil(heardTo / frameSamples);
    const frames = await readFrames(reader, fragments, { first, end });
    const begin = first * frameSamples;
    const bounds = cuts.map((at, i) =>
      i === 0 ? 0 : Math.round((heardFrom - begin + at * timescale) / frameSamples),
    );
    const out = await open(target, 'w');
    try {
      await out.write(initFrom(reader.init.bytes, heardFrom - begin));
      await writeFragments(out, { frames, bounds, samples: heardTo - begin });
    } finally {
      await out.close();
    }
  } finally {
    await file.close();
  }
};

/** Frames of a file by their number, which is fewer than asked for where it ends before. */
const readFrames = async (
  reader: TrackReader,
  fragments: readonly Fragment[],
  { first, end }: { first: number; end: number },
): Promise<Buffer[]> => {
  const frames: Buffer[] = [];
  const defaults = reader.init?.header.trackDefaults;
  let number = 0;
  for (const [i, { offset, size, samples: count, time }] of fragments.entries()) {
    if (time !== number * frameSamples) throw new RangeError(`Fragment ${i} of a sound begins at ${time}.`);
    number += count;
    if (number <= first || number - count >= end || !defaults) continue;
    const bytes = await reader.bytes(offset, size);
    const moof = boxesIn(bytes).find(({ type }) => type === 'moof');
    if (!moof) throw new RangeError(`Fragment ${i} of a sound has no moof.`);
    const run = readSamples(bytes.subarray(moof.start, moof.end), defaults);
    let at = moof.start + run.dataOffset;
    for (const [j, sample] of run.samples.entries()) {
      const frame = number - count + j;
      if (frame >= first && frame < end) frames.push(bytes.subarray(at, at + sample.size));
      at += sample.size;
    }
  }
  return frames;
};

/** `bounds` are the numbers of the frames with which fragments begin; `samples` until the end of what is heard. */
const writeFragments = async (
  out: FileHandle,
  { frames, bounds, samples }: { frames: readonly Buffer[]; bounds: readonly number[]; samples: number },
): Promise<void> => {
  let number = 0;
  for (const [i, from] of bounds.entries()) {
    const part = frames.slice(from, bounds[i + 1]);
    if (part.length === 0) continue;
    number += 1;
    const run = part.map((bytes, j) => ({
      bytes,
      duration: Math.min(frameSamples, samples - (from + j) * frameSamples),
    }));
    await out.write(makeFragment({ number, time: from * frameSamples, samples: run }));
  }
};
