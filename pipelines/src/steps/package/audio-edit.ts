import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import { findBox, makeBox, requireBox } from './boxes.ts';
import { readTrack } from './track.ts';

/** Samples that every AAC-LC encoder puts before the sound. */
export const aacPriming = 1024;

/**
 * Says in the init segment of an AAC file that its first 1,024 samples are not sound. Without it sound is 21 ms
 * late, which is more than a frame at 50 frames per second. Does nothing where an edit list exists already.
 */
export const signalPriming = async (path: string): Promise<void> => {
  const { hasEdit, initSize } = await readTrack(path);
  if (hasEdit) return;
  const file = await open(path, 'r');
  const init = Buffer.alloc(initSize);
  try {
    await file.read(init, 0, initSize, 0);
  } finally {
    await file.close();
  }
  const temporary = `${path}.edit`;
  const out = createWriteStream(temporary);
  out.write(primedInit(init));
  await pipeline(createReadStream(path, { start: initSize }), out);
  await rename(temporary, path);
};

/** The init segment of a file with an edit list, whose presentation begins this many ticks after its media. */
export const initFrom = (init: Buffer, skipped: number): Buffer => {
  const { body } = requireBox(init, ['moov', 'trak', 'edts', 'elst']);
  if (init.readUInt32BE(body) !== 0 || init.readUInt32BE(body + 4) !== 1)
    throw new RangeError('The edit list is not one that we write.');
  const changed = Buffer.from(init);
  changed.writeInt32BE(skipped, body + 12);
  return changed;
};

/** The init segment of an AAC file with that said in it. */
export const primedInit = (init: Buffer): Buffer => {
  if (findBox(init, ['moov', 'trak', 'edts', 'elst'])) return init;
  const moov = requireBox(init, ['moov']);
  return Buffer.concat([init.subarray(0, moov.start), withEdit(init.subarray(moov.start))]);
};

/** The `moov` box with one edit: everything (duration 0), from media time 1,024 on. Fragments name no offsets into it. */
const withEdit = (moov: Buffer): Buffer => {
  const trak = requireBox(moov, ['moov', 'trak']);
  const tkhd = requireBox(moov, ['moov', 'trak', 'tkhd']);
  const edit = makeBox('edts', makeBox('elst', numbers(0, 1, 0, aacPriming, 0x00010000)));
  const newTrak = makeBox(
    'trak',
    moov.subarray(trak.body, tkhd.end),
    edit,
    moov.subarray(tkhd.end, trak.end),
  );
  return makeBox('moov', moov.subarray(8, trak.start), newTrak, moov.subarray(trak.end));
};

const numbers = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value, i * 4));
  return bytes;
};
