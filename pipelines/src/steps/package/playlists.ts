import type { VideoRange } from '../ladder.ts';
import { type FrameRate, perSecond } from '../frame-rate.ts';
import { languageName } from '../language.ts';
import { type SoundForm, soundForms } from '../sound-form.ts';
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
  readonly range: VideoRange;
  readonly width: number;
  readonly height: number;
  readonly frameRate: FrameRate;
  readonly bandwidth: Bandwidth;
  /** Its I-frame playlist; null while there is none. */
  readonly keyframes: { readonly uri: string; readonly bandwidth: Bandwidth } | null;
}

export interface AudioRendition {
  readonly uri: string;
  /** Of the stream that it was made from: forms of one sound share it. */
  readonly streamIndex: number;
  readonly form: SoundForm;
  readonly codec: string;
  /** BCP 47. */
  readonly language: string;
  readonly isDefault: boolean;
  readonly bandwidth: Bandwidth;
}

const version = 7;
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

/**
 * Every rate in it is measured; `BANDWIDTH` of a variant counts its sound too. The lowest variant has the sound for
 * mobile lines, all others have stereo, and stand there once more with surround where there is any. What is in other
 * codecs (`more`) follows: players that cannot choose begin with the first. Where one is HDR, each says what it is.
 */
export const writeMultivariantPlaylist = (
  variants: readonly VideoVariant[],
  audio: readonly AudioRendition[],
  more: readonly VideoVariant[] = [],
): string => {
  const groups = variants.length > 0 ? soundGroups(audio) : [];
  const surround = groups.find(({ form }) => form === 'surround');
  const ranges = [...variants, ...more].some(({ range }) => range !== 'sdr');
  const list = (all: readonly VideoVariant[], soundFor: (variant: VideoVariant) => SoundGroup | undefined) =>
    all.flatMap((variant) => variantTags(variant, soundFor(variant), ranges));
  const usual = (variant: VideoVariant) => soundOf(variant, variants, groups);
  return lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...groups.flatMap((group) => group.members.map((one, i) => mediaTag(one, i, group.form))),
    ...(variants.length === 0 ? soundAlone(audio) : []),
    ...list(startingOrder(variants), usual),
    ...(surround ? list(variants.slice(0, -1), () => surround) : []),
    ...list(more, usual),
    ...(surround ? list(more, () => surround) : []),
    ...[...variants, ...more].flatMap((variant) => keyframeTag(variant, ranges)),
  ]);
};

export interface SoundGroup {
  readonly form: SoundForm;
  /** One for every stereo sound, in the same order. */
  readonly members: readonly AudioRendition[];
}

/** Groups with the same members, as RFC 8216, section 4.3.4.1.1, has it: what has no surround is stereo there, too. */
export const soundGroups = (audio: readonly AudioRendition[]): SoundGroup[] => {
  const stereo = audio.filter(({ form }) => form === 'stereo');
  return [...new Set(audio.map(({ form }) => form))].map((form) => ({
    form,
    members: stereo.map(
      (one) => audio.find((other) => other.form === form && other.streamIndex === one.streamIndex) ?? one,
    ),
  }));
};

/** The group that goes with a variant; undefined for silent pictures. */
export const soundOf = (
  variant: VideoVariant,
  variants: readonly VideoVariant[],
  groups: readonly SoundGroup[],
): SoundGroup | undefined =>
  (variants.length > 1 && variant === variants.at(-1)
    ? groups.find(({ form }) => form === 'mobile')
    : undefined) ?? groups.find(({ form }) => form === 'stereo');

/** What the sound of a group adds to a variant at most, in bits per second. */
export const bandwidthOf = (group: SoundGroup | undefined): Bandwidth => {
  const most = (pick: (bandwidth: Bandwidth) => number) =>
    Math.max(0, ...(group?.members ?? []).map(({ bandwidth }) => pick(bandwidth)));
  return { peak: most(({ peak }) => peak), average: most(({ average }) => average) };
};

/** As in `CODECS`. */
export const codecsOf = ({ codec }: VideoVariant, group: SoundGroup | undefined): string =>
  [codec, ...new Set(group?.members.map((one) => one.codec))].join(',');

/** `VIDEO-RANGE`, where `ranges` says that it is needed (Apple 9.16). */
const rangeOf = ({ range }: VideoVariant, ranges: boolean) =>
  ranges ? { 'VIDEO-RANGE': range.toUpperCase() } : {};

const variantTags = (variant: VideoVariant, group: SoundGroup | undefined, ranges: boolean): string[] => {
  const sound = bandwidthOf(group);
  return [
    `#EXT-X-STREAM-INF:${attributes({
      BANDWIDTH: variant.bandwidth.peak + sound.peak,
      'AVERAGE-BANDWIDTH': variant.bandwidth.average + sound.average,
      CODECS: quoted(codecsOf(variant, group)),
      RESOLUTION: `${variant.width}x${variant.height}`,
      'FRAME-RATE': perSecond(variant.frameRate).toFixed(3),
      ...rangeOf(variant, ranges),
      ...(group ? { AUDIO: quoted(soundForms[group.form].group) } : {}),
    })}`,
    variant.uri,
  ];
};

/** Sound without a picture: the default one is the variant, and needs a group only where there are others. */
const soundAlone = (audio: readonly AudioRendition[]): string[] => {
  const chosen = audio.find(({ isDefault }) => isDefault) ?? audio[0];
  if (!chosen) return [];
  const { peak, average } = bandwidthOf({ form: 'stereo', members: audio });
  const several = audio.length > 1;
  return [
    ...(several ? audio.map((one, i) => mediaTag(one, i, 'stereo')) : []),
    `#EXT-X-STREAM-INF:${attributes({
      BANDWIDTH: peak,
      'AVERAGE-BANDWIDTH': average,
      CODECS: quoted([...new Set(audio.map(({ codec }) => codec))].join(',')),
      ...(several ? { AUDIO: quoted(soundForms.stereo.group) } : {}),
    })}`,
    chosen.uri,
  ];
};

const keyframeTag = (variant: VideoVariant, ranges: boolean): string[] => {
  const { keyframes, codec, width, height } = variant;
  if (!keyframes) return [];
  const tag = attributes({
    BANDWIDTH: keyframes.bandwidth.peak,
    'AVERAGE-BANDWIDTH': keyframes.bandwidth.average,
    CODECS: quoted(codec),
    RESOLUTION: `${width}x${height}`,
    ...rangeOf(variant, ranges),
    URI: quoted(keyframes.uri),
  });
  return [`#EXT-X-I-FRAME-STREAM-INF:${tag}`];
};

const mediaTag = (
  { uri, language, isDefault, form }: AudioRendition,
  index: number,
  group: SoundForm,
): string =>
  `#EXT-X-MEDIA:${attributes({
    TYPE: 'AUDIO',
    'GROUP-ID': quoted(soundForms[group].group),
    NAME: quoted(index === 0 ? languageName(language) : `${languageName(language)} (${index + 1})`),
    LANGUAGE: quoted(language),
    CHANNELS: quoted(String(soundForms[form].channels)),
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
