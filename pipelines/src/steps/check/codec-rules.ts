import type { Track } from '../package/track.ts';

/** What the specification says of a picture, and whether a track keeps to it. */
export interface CodecRule {
  readonly clause: string;
  readonly holds: boolean;
  /** Of what breaks it. */
  readonly what: string;
}

/** By the sample entry; `avc3`, `hev1` and whatever else cannot be read at all. */
export const codecRules = (track: Pick<Track, 'codec' | 'range'>): readonly CodecRule[] => {
  const [entry, ...parameters] = track.codec.split('.');
  if (entry === 'hvc1') return hevcRules(parameters, track);
  return entry === 'av01' ? av1Rules(parameters, track) : avcRules(track);
};

/** Ten times the level of H.264; of another codec, which nobody has to be able to play, NaN. */
export const avcLevel = ({ codec }: Pick<Track, 'codec'>): number =>
  codec.startsWith('avc1.') ? Number.parseInt(codec.slice(-2), 16) : NaN;

const avcRules = (track: Pick<Track, 'codec' | 'range'>): readonly CodecRule[] => [
  { clause: '1.3, 1.10', holds: /^avc1\.64/.test(track.codec), what: 'is not High profile' },
  { clause: '1.4', holds: avcLevel(track) <= 52, what: `has level ${avcLevel(track) / 10}` },
  { clause: '1.24', holds: track.range === 'sdr', what: 'is HDR in H.264' },
];

/** The level is thirty times its number: 5.1 is what 2160 lines at 60 frames a second need. */
const hevcRules = (
  [profile = '', , tierAndLevel = '']: readonly string[],
  { range }: Pick<Track, 'range'>,
): readonly CodecRule[] => {
  const level = Number(tierAndLevel.slice(1));
  return [
    { clause: '1.6', holds: profile === '1' || profile === '2', what: 'is neither Main nor Main 10' },
    { clause: '1.6', holds: level <= 153, what: `has level ${level / 30}` },
    { clause: '1.7, 1.24', holds: range === 'sdr' || profile === '2', what: 'is HDR in 8 bits' },
  ];
};

/** The level is that of the specification from 2.0 on, four to each number: 13 is 5.1. */
const av1Rules = (
  [profile, level = '']: readonly string[],
  { range }: Pick<Track, 'range'>,
): readonly CodecRule[] => [
  { clause: '1.1', holds: profile === '0', what: 'is not Main profile' },
  {
    clause: '1.1',
    holds: Number.parseInt(level, 10) <= 13,
    what: `has level index ${Number.parseInt(level, 10)}`,
  },
  { clause: '1.24', holds: range === 'sdr', what: 'is HDR in AV1, which we do not make' },
];
