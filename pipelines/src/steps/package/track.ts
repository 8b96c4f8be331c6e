import { open } from 'node:fs/promises';

import type { Fragment } from './describe-fragment.ts';
import type { TrackHeader } from './describe-init.ts';
import { TrackReader } from './track-reader.ts';

/** One rendition as it lies in its file: an init segment, then fragments. */
export interface Track extends Omit<TrackHeader, 'trackDefaults'> {
  /** Bytes of the init segment, which starts at 0. */
  readonly initSize: number;
  readonly fragments: readonly Fragment[];
}

/** Reads the boxes of a fragmented MP4 with one track. Throws `RangeError` when it is anything else. */
export const readTrack = async (path: string): Promise<Track> => {
  const file = await open(path, 'r');
  try {
    const reader = new TrackReader(file);
    const fragments = await reader.advance();
    const { size } = await file.stat();
    if (!reader.init) throw new RangeError(`${path} has no moov.`);
    if (reader.end !== size)
      throw new RangeError(`${path} is whole up to ${reader.end}, and has ${size} bytes.`);
    return { ...reader.init.header, initSize: reader.init.bytes.length, fragments };
  } finally {
    await file.close();
  }
};
