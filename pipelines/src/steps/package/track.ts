import { open, type FileHandle } from 'node:fs/promises';

import { topLevelBoxes } from '../box-walk.ts';
import { type Box, boxesIn, findBox, requireBox } from './boxes.ts';

/** One rendition as it lies in its file: an init segment, then fragments. */
export interface Track {
  readonly kind: 'video' | 'audio';
  /** As in `CODECS`, read from the sample entry: `avc1.64001f`, `mp4a.40.2`. */
  readonly codec: string;
  /** Zero for sound. */
  readonly width: number;
  readonly height: number;
  /** Ticks per second. */
  readonly timescale: number;
  /** Ticks at the start that are not presented (encoder priming); from the edit list. */
  readonly skipped: number;
  /** True when the file says by an edit list where its presentation starts. */
  readonly hasEdit: boolean;
  /** Bytes of the init segment, which starts at 0. */
  readonly initSize: number;
  readonly fragments: readonly Fragment[];
}

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

/** Reads the boxes of a fragmented MP4 with one track. Throws `RangeError` when it is anything else. */
export const readTrack = async (path: string): Promise<Track> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const boxes = await topLevelBoxes(file, size);
    const moov = boxes.find((box) => box.type === 'moov');
    if (!moov) throw new RangeError(`${path} has no moov.`);
    const initSize = moov.offset + moov.size;
    const init = describeInit(await readBytes(file, 0, initSize));
    const fragments: Fragment[] = [];
    let offset = initSize;
    for (const box of boxes) {
      const end = box.offset + box.size;
      if (end > size) throw new RangeError(`${box.type} of ${path} ends at ${end}, the file at ${size}.`);
      if (box.type === 'moof') {
        const moof = await readBytes(file, box.offset, box.size);
        fragments.push({
          ...describeFragment(moof, init.trackDefaults, box.offset - offset),
          offset,
          size: 0,
        });
      } else if (box.type === 'mdat') {
        const last = fragments.pop();
        if (!last) throw new RangeError(`${path} has media before its first fragment.`);
        fragments.push({ ...last, size: end - last.offset });
        offset = end;
      }
    }
    const { trackDefaults: _, ...track } = init;
    return { ...track, initSize, fragments };
  } finally {
    await file.close();
  }
};

interface TrackDefaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

const describeInit = (init: Buffer) => {
  const media = ['moov', 'trak', 'mdia'];
  const handler = requireBox(init, [...media, 'hdlr']);
  const kind: Track['kind'] =
    init.toString('latin1', handler.body + 8, handler.body + 12) === 'soun' ? 'audio' : 'video';
  const header = requireBox(init, [...media, 'mdhd']);
  const timescale = init.readUInt32BE(header.body + (init[header.body] === 1 ? 20 : 12));
  const entry = boxesIn(init, requireBox(init, [...media, 'minf', 'stbl', 'stsd']).body + 8)[0];
  if (!entry) throw new RangeError('The track has no sample entry.');
  const edit = findBox(init, ['moov', 'trak', 'edts', 'elst']);
  const extends_ = requireBox(init, ['moov', 'mvex', 'trex']);
  return {
    kind,
    codec: kind === 'video' ? videoCodec(init, entry) : audioCodec(init, entry),
    width: kind === 'video' ? init.readUInt16BE(entry.body + 24) : 0,
    height: kind === 'video' ? init.readUInt16BE(entry.body + 26) : 0,
    timescale,
    hasEdit: edit !== null,
    skipped: edit ? editStart(init, edit) : 0,
    trackDefaults: {
      duration: init.readUInt32BE(extends_.body + 12),
      size: init.readUInt32BE(extends_.body + 16),
      flags: init.readUInt32BE(extends_.body + 20),
    },
  };
};

const editStart = (init: Buffer, elst: Box): number => {
  const long = init[elst.body] === 1;
  return long ? Number(init.readBigInt64BE(elst.body + 16)) : init.readInt32BE(elst.body + 12);
};

const videoCodec = (init: Buffer, entry: Box): string => {
  const configuration = boxesIn(init, entry.body + 78, entry.end).find((box) => box.type === 'avcC');
  if (entry.type !== 'avc1' || !configuration)
    throw new RangeError(`Sample entry ${entry.type} is not avc1.`);
  return `avc1.${init.toString('hex', configuration.body + 1, configuration.body + 4)}`;
};

/** The object type of MPEG-4 audio, from the first five bits of the decoder's own configuration. */
const audioCodec = (init: Buffer, entry: Box): string => {
  const esds = boxesIn(init, entry.body + 28, entry.end).find((box) => box.type === 'esds');
  if (entry.type !== 'mp4a' || !esds) throw new RangeError(`Sample entry ${entry.type} is not mp4a.`);
  const specific = decoderSpecific(init.subarray(esds.body + 4, esds.end));
  return `mp4a.40.${specific === null ? 2 : specific >> 3}`;
};

/** First byte of the decoder-specific descriptor (tag 5) inside an elementary stream descriptor. */
const decoderSpecific = (bytes: Buffer): number | null => {
  const headerOf: Readonly<Record<number, number>> = { 3: 3, 4: 13 };
  let at = 0;
  while (at + 1 < bytes.length) {
    const tag = bytes[at] ?? 0;
    at += 1;
    while (((bytes[at] ?? 0) & 0x80) !== 0) at += 1;
    at += 1;
    if (tag === 5) return bytes[at] ?? null;
    const header = headerOf[tag];
    if (header === undefined) return null;
    at += header;
  }
  return null;
};

const flagOf = {
  dataOffset: 1,
  firstFlags: 4,
  duration: 0x100,
  size: 0x200,
  flags: 0x400,
  offset: 0x800,
} as const;
const notSync = 0x10000;

const describeFragment = (
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

const readBytes = async (file: FileHandle, offset: number, size: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, offset);
  return bytes;
};
