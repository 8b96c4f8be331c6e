import { type FrameRate, perSecond } from '../frame-rate.ts';
import { languageName } from '../language.ts';
import type { Bandwidth } from './bandwidth.ts';
import { type Segment, targetDuration } from './segments.ts';

export interface MediaPlaylist {
  /** Name of the file that the ranges lie in. */
  readonly file: string;
  readonly initSize: number;
  readonly segments: readonly Segment[];
  /** Whole seconds; of the longest entry unless given. Sound and picture share one (Apple 8.2). */
  readonly target?: number;
}

export interface VideoVariant {
  readonly uri: string;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: FrameRate;
  readonly bandwidth: Bandwidth;
  /** Its I-frame playlist; null while there is none. */
  readonly keyframes: { readonly uri: string; readonly bandwidth: Bandwidth } | null;
}

export interface AudioRendition {
  readonly uri: string;
  readonly codec: string;
  /** BCP 47. */
  readonly language: string;
  readonly isDefault: boolean;
  readonly bandwidth: Bandwidth;
}

const version = 7;
const audioGroup = 'aac';
/** Bits per second at which playback should start (Apple 1.32); players begin with the first variant. */
const startingBandwidth = 2_000_000;

export const writeMediaPlaylist = ({ file, initSize, segments, target }: MediaPlaylist): string =>
  playlist(['#EXT-X-INDEPENDENT-SEGMENTS'], {
    file,
    initSize,
    segments,
    target: target ?? targetDuration(segments),
  });

export const writeKeyframePlaylist = ({ file, initSize, segments, target }: MediaPlaylist): string =>
  playlist(['#EXT-X-I-FRAMES-ONLY'], {
    file,
    initSize,
    segments,
    target: target ?? targetDuration(segments),
  });

const playlist = (
  tags: readonly string[],
  { file, initSize, segments, target }: Required<MediaPlaylist>,
): string =>
  lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    ...tags,
    `#EXT-X-MAP:URI="${file}",BYTERANGE="${initSize}@0"`,
    ...segments.flatMap(({ offset, size, duration }) => [
      `#EXTINF:${duration.toFixed(6)},`,
      `#EXT-X-BYTERANGE:${size}@${offset}`,
      file,
    ]),
    '#EXT-X-ENDLIST',
  ]);

/** Every rate in it is measured; `BANDWIDTH` of a variant counts its sound too. */
export const writeMultivariantPlaylist = (
  variants: readonly VideoVariant[],
  audio: readonly AudioRendition[],
): string => {
  const sound = {
    peak: Math.max(0, ...audio.map(({ bandwidth }) => bandwidth.peak)),
    average: Math.max(0, ...audio.map(({ bandwidth }) => bandwidth.average)),
  };
  const codecs = [...new Set(audio.map(({ codec }) => codec))];
  return lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    // Where a single sound is all there is, its list is the variant and needs no group.
    ...(variants.length === 0 && audio.length === 1 ? [] : audio.map(mediaTag)),
    ...(variants.length === 0 ? soundVariant(audio, sound, codecs) : []),
    ...startingOrder(variants).flatMap((variant) => [
      `#EXT-X-STREAM-INF:${attributes({
        BANDWIDTH: variant.bandwidth.peak + sound.peak,
        'AVERAGE-BANDWIDTH': variant.bandwidth.average + sound.average,
        CODECS: quoted([variant.codec, ...codecs].join(',')),
        RESOLUTION: `${variant.width}x${variant.height}`,
        'FRAME-RATE': perSecond(variant.frameRate).toFixed(3),
        ...(audio.length > 0 ? { AUDIO: quoted(audioGroup) } : {}),
      })}`,
      variant.uri,
    ]),
    ...variants.flatMap(keyframeTag),
  ]);
};

/** The variant of sound alone: the default one, and with others their group. */
const soundVariant = (
  audio: readonly AudioRendition[],
  bandwidth: Bandwidth,
  codecs: readonly string[],
): string[] => {
  const chosen = audio.find(({ isDefault }) => isDefault) ?? audio[0];
  if (!chosen) return [];
  return [
    `#EXT-X-STREAM-INF:${attributes({
      BANDWIDTH: bandwidth.peak,
      'AVERAGE-BANDWIDTH': bandwidth.average,
      CODECS: quoted(codecs.join(',')),
      ...(audio.length > 1 ? { AUDIO: quoted(audioGroup) } : {}),
    })}`,
    chosen.uri,
  ];
};

const keyframeTag = ({ keyframes, codec, width, height }: VideoVariant): string[] =>
  keyframes
    ? [
        `#EXT-X-I-FRAME-STREAM-INF:${attributes({
          BANDWIDTH: keyframes.bandwidth.peak,
          'AVERAGE-BANDWIDTH': keyframes.bandwidth.average,
          CODECS: quoted(codec),
          RESOLUTION: `${width}x${height}`,
          URI: quoted(keyframes.uri),
        })}`,
      ]
    : [];

const mediaTag = ({ uri, language, isDefault }: AudioRendition, index: number): string =>
  `#EXT-X-MEDIA:${attributes({
    TYPE: 'AUDIO',
    'GROUP-ID': quoted(audioGroup),
    NAME: quoted(index === 0 ? languageName(language) : `${languageName(language)} (${index + 1})`),
    LANGUAGE: quoted(language),
    CHANNELS: quoted('2'),
    DEFAULT: isDefault ? 'YES' : 'NO',
    AUTOSELECT: 'YES',
    URI: quoted(uri),
  })}`;

/** The variant to start with first, then the rest from high to low. */
const startingOrder = (variants: readonly VideoVariant[]): VideoVariant[] => {
  const distance = ({ bandwidth }: VideoVariant) => Math.abs(Math.log(bandwidth.average / startingBandwidth));
  const [first] = variants.toSorted((a, b) => distance(a) - distance(b));
  return first ? [first, ...variants.filter((variant) => variant !== first)] : [];
};

const quoted = (value: string): string => `"${value.replaceAll(/["\r\n]/g, '')}"`;

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
