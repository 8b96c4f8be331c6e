import type { VideoRange } from '../ladder.ts';
import { type Box, boxesIn } from './boxes.ts';

/** What the sample entry of a picture track says of its decoder and its light. */
export interface PictureEntry {
  /** As in `CODECS`: `avc1.64001f`, `hvc1.2.4.L120.90`, `av01.0.08M.08`. */
  readonly codec: string;
  readonly range: VideoRange;
}

/** Bytes of a visual sample entry before the boxes in it (ISO/IEC 14496-12, 12.1.3). */
const entryHead = 78;
/** Configuration boxes by their sample entries. `avc3` and `hev1` are none of ours (Apple 1.10). */
const configurations: Readonly<Record<string, string>> = { avc1: 'avcC', hvc1: 'hvcC', av01: 'av1C' };

/** Throws `RangeError` for a sample entry that we do not write. */
export const readPictureEntry = (init: Buffer, entry: Box): PictureEntry => {
  const inside = boxesIn(init, entry.body + entryHead, entry.end);
  const box = inside.find(({ type }) => type === configurations[entry.type]);
  if (!box) throw new RangeError(`Sample entry ${entry.type} is not avc1, hvc1 or av01.`);
  const configuration = init.subarray(box.body, box.end);
  const colour = inside.find(({ type }) => type === 'colr');
  return {
    codec: `${entry.type}.${parameters(entry.type, configuration)}`,
    range: colour ? readRange(init.subarray(colour.body, colour.end)) : 'sdr',
  };
};

const parameters = (type: string, configuration: Buffer): string => {
  if (type === 'hvc1') return hevcParameters(configuration);
  return type === 'av01' ? av1Parameters(configuration) : configuration.toString('hex', 1, 4);
};

/**
 * Profile, compatibility with its bits in reverse, tier and level, then what constrains it without the zeros at the end
 * (ISO/IEC 14496-15, annex E.3).
 */
const hevcParameters = (configuration: Buffer): string => {
  const first = configuration.readUInt8(1);
  const space = ['', 'A', 'B', 'C'][first >> 6] ?? '';
  const tier = (first & 0x20) === 0 ? 'L' : 'H';
  const bits = configuration.readUInt32BE(2).toString(2).padStart(32, '0');
  const reversed = Array.from({ length: 32 }, (_, i) => bits[31 - i]).join('');
  const compatible = Number.parseInt(reversed, 2).toString(16).toUpperCase();
  const constraints = [...configuration.subarray(6, 12)];
  while (constraints.at(-1) === 0) constraints.pop();
  return [
    `${space}${first & 0x1f}`,
    compatible,
    `${tier}${configuration.readUInt8(12)}`,
    ...constraints.map((byte) => byte.toString(16).toUpperCase()),
  ].join('.');
};

/** Profile, level and tier, bits of a sample (AV1 codec ISO media file format binding, section 5). */
const av1Parameters = (configuration: Buffer): string => {
  const [, second = 0, third = 0] = configuration;
  const deep = (third & 0x40) === 0 ? 8 : (third & 0x20) === 0 ? 10 : 12;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${second >> 5}.${twoDigits(second & 0x1f)}${(third & 0x80) === 0 ? 'M' : 'H'}.${twoDigits(deep)}`;
};

/** By the transfer characteristics (ISO/IEC 23091-2). */
const readRange = (colour: Buffer): VideoRange => {
  if (colour.toString('latin1', 0, 4) !== 'nclx') return 'sdr';
  const transfer = colour.readUInt16BE(6);
  return transfer === 16 ? 'pq' : transfer === 18 ? 'hlg' : 'sdr';
};
