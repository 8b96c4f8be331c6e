import type { VideoRange } from '../ladder.ts';
import { type Box, boxesIn, findBox, requireBox } from './boxes.ts';
import { readPictureEntry } from './picture-entry.ts';

/** What the init segment of a rendition says. */
export interface TrackHeader {
  readonly kind: 'video' | 'audio';
  /** As in `CODECS`, read from the sample entry: `avc1.64001f`, `mp4a.40.2`. */
  readonly codec: string;
  /** How pictures write their light; `sdr` for sound. */
  readonly range: VideoRange;
  /** Zero for sound. */
  readonly width: number;
  readonly height: number;
  /** Zero for pictures. */
  readonly channels: number;
  /** Ticks per second. */
  readonly timescale: number;
  /** Ticks at the start that are not presented (encoder priming); from the edit list. */
  readonly skipped: number;
  /** True when the file says by an edit list where its presentation starts. */
  readonly hasEdit: boolean;
  readonly trackDefaults: TrackDefaults;
}

/** For samples of which a fragment says nothing. */
export interface TrackDefaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

/** Reads the boxes of an init segment with one track. Throws `RangeError` when it is anything else. */
export const describeInit = (init: Buffer): TrackHeader => {
  const media = ['moov', 'trak', 'mdia'];
  const handler = requireBox(init, [...media, 'hdlr']);
  const kind: TrackHeader['kind'] =
    init.toString('latin1', handler.body + 8, handler.body + 12) === 'soun' ? 'audio' : 'video';
  const header = requireBox(init, [...media, 'mdhd']);
  const timescale = init.readUInt32BE(header.body + (init[header.body] === 1 ? 20 : 12));
  const entry = boxesIn(init, requireBox(init, [...media, 'minf', 'stbl', 'stsd']).body + 8)[0];
  if (!entry) throw new RangeError('The track has no sample entry.');
  const edit = findBox(init, ['moov', 'trak', 'edts', 'elst']);
  const extends_ = requireBox(init, ['moov', 'mvex', 'trex']);
  return {
    kind,
    ...(kind === 'video'
      ? readPictureEntry(init, entry)
      : { codec: audioCodec(init, entry), range: 'sdr' as const }),
    width: kind === 'video' ? init.readUInt16BE(entry.body + 24) : 0,
    height: kind === 'video' ? init.readUInt16BE(entry.body + 26) : 0,
    channels: kind === 'audio' ? channelsOf(audioConfiguration(init, entry)) : 0,
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

/** The object type of MPEG-4 audio: the first five bits of its configuration (ISO/IEC 14496-3, 1.6.2.1). */
const audioCodec = (init: Buffer, entry: Box): string =>
  `mp4a.40.${(audioConfiguration(init, entry)?.[0] ?? 0x10) >> 3}`;

/** Four bits behind type and rate; 7 means eight channels. The sample entry itself says 2 whatever there is. */
const channelsOf = (configuration: Buffer | null): number => {
  const channels = ((configuration?.[1] ?? 0x10) >> 3) & 0xf;
  return channels === 7 ? 8 : channels;
};

const audioConfiguration = (init: Buffer, entry: Box): Buffer | null => {
  const esds = boxesIn(init, entry.body + 28, entry.end).find((box) => box.type === 'esds');
  if (entry.type !== 'mp4a' || !esds) throw new RangeError(`Sample entry ${entry.type} is not mp4a.`);
  return decoderSpecific(init.subarray(esds.body + 4, esds.end));
};

/** What the decoder-specific descriptor (tag 5) inside an elementary stream descriptor holds. */
const decoderSpecific = (bytes: Buffer): Buffer | null => {
  const headerOf: Readonly<Record<number, number>> = { 3: 3, 4: 13 };
  let at = 0;
  while (at + 1 < bytes.length) {
    const tag = bytes[at] ?? 0;
    at += 1;
    while (((bytes[at] ?? 0) & 0x80) !== 0) at += 1;
    at += 1;
    if (tag === 5) return bytes.subarray(at);
    const header = headerOf[tag];
    if (header === undefined) return null;
    at += header;
  }
  return null;
};
