import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { measureBandwidth } from '../package/bandwidth.ts';
import { readTrack, type Track } from '../package/track.ts';
import { avcLevel, codecRules } from './codec-rules.ts';
import {
  type Attributes,
  type MediaList,
  type MultivariantList,
  parseMedia,
  parseMultivariant,
} from './parse-playlist.ts';

/** Rules of Apple's HLS authoring specification (8 May 2025) that an output breaks, each with its clause. */
export type Violations = readonly string[];

interface Rendition {
  readonly uri: string;
  readonly list: MediaList;
  readonly track: Track;
}

const listedRates = [23.976, 24, 25, 29.97, 30, 50, 59.94, 60];
const tolerance = 0.1;
/** Bits per second that some variant keeps to with its sound, so that it plays over a mobile line (9.21). */
const mobilePeak = 192_000;
/** Seconds below which the whole video is one request, whose rate nobody has to keep up with. */
const shortest = 6;

/** Reads a finished revision as a player would, playlists and boxes, and names what is wrong with it. */
export const checkOutput = async (folder: string, multivariant: string): Promise<Violations> => {
  const found: string[] = [];
  const must = (clause: string, holds: boolean, what: string) => {
    if (!holds) found.push(`hls ${clause}: ${what}`);
  };
  const main = parseMultivariant(await readFile(join(folder, multivariant), 'utf8'));
  const load = async (uri: string): Promise<Rendition> => {
    const list = parseMedia(await readFile(join(folder, uri), 'utf8'));
    return { uri, list, track: await readTrack(join(folder, list.map?.uri ?? uri.replace(/m3u8$/, 'mp4'))) };
  };
  const variants = await Promise.all(main.variants.map(({ uri }) => load(uri)));
  const pictures = variants.filter(({ track }) => track.kind === 'video');
  const sounds = await Promise.all(main.media.map((media) => load(media.get('URI') ?? '')));
  const all = [...variants, ...sounds];

  const rates = new Set(main.variants.map(({ attributes }) => attributes.get('BANDWIDTH')));
  must('9.9', rates.size >= (pictures.length > 0 ? 2 : 1), 'there is only one bit rate');
  must('tvOS 9.20', pictures.length === 0 || pictures.length === variants.length, 'a variant has no picture');
  must(
    '1.11',
    pictures.length === 0 || pictures.some(({ track }) => avcLevel(track) <= 41),
    'every H.264 variant needs more than level 4.1',
  );
  checkRanges(main, pictures, must);
  const groups = groupSounds(main.media, sounds);
  checkGroups(groups, must);
  must('9.11', main.independent, 'EXT-X-INDEPENDENT-SEGMENTS is missing');
  for (const media of main.media)
    must('8.10', Boolean(media.get('LANGUAGE')), 'LANGUAGE is missing on EXT-X-MEDIA');
  for (const rendition of all) checkList(rendition, must);
  for (const picture of pictures) checkPicture(picture, must);
  checkSameCuts(pictures, must);
  checkSameLength(all, must);

  if (pictures.length === 0) {
    checkSoundAlone(main.variants, variants, must);
    return found;
  }
  const peaks = pictures.map((picture, i) => {
    const { attributes, uri } = main.variants[i] ?? {
      attributes: new Map<string, string>(),
      uri: picture.uri,
    };
    const group = groups.get(attributes.get('AUDIO') ?? '') ?? [];
    must('9.5', group.length > 0 === sounds.length > 0, `AUDIO of ${uri} does not match the sound`);
    const sound = group.map(({ rendition: { list } }) => measureBandwidth(list.entries, target(list)));
    const own = measureBandwidth(picture.list.entries, target(picture.list));
    const peak = own.peak + Math.max(0, ...sound.map((one) => one.peak));
    const average = own.average + Math.max(0, ...sound.map((one) => one.average));
    must(
      '1.27, 9.13',
      near(attributes.get('BANDWIDTH'), peak),
      `BANDWIDTH of ${uri} is not the measured ${peak}`,
    );
    must(
      '1.26, 9.14',
      near(attributes.get('AVERAGE-BANDWIDTH'), average),
      `AVERAGE-BANDWIDTH of ${uri} is not the measured ${average}`,
    );
    checkAttributes(attributes, picture, group, must);
    return peak;
  });
  must(
    '9.21',
    peaks.some((peak) => peak <= mobilePeak) || seconds(pictures[0]) < shortest,
    `the lowest peak is ${Math.min(...peaks)} bit/s`,
  );
  checkStereoBeside(main.variants, groups, must);

  const named = new Set(main.keyframes.map((keyframes) => keyframes.get('URI')));
  must(
    '6.1',
    pictures.every(({ uri }) => named.has(`i${uri}`)),
    'a variant has no I-frame list',
  );
  for (const keyframes of main.keyframes) await checkKeyframes(keyframes, load, must);
  return found;
};

/** As soon as one variant is HDR, each says what it is, I-frame lists too, and there are some for every screen. */
const checkRanges = (main: MultivariantList, pictures: readonly Rendition[], must: Must): void => {
  const ranges = new Map(pictures.map(({ uri, track }) => [uri, track.range.toUpperCase()]));
  const found = [...ranges.values()];
  const said = [...main.variants, ...main.keyframes.map((attributes) => ({ attributes, uri: '' }))].map(
    ({ attributes, uri }) => ({
      range: attributes.get('VIDEO-RANGE'),
      uri: uri || (attributes.get('URI') ?? '').slice(1),
    }),
  );
  const hdr = [...found, ...said.map(({ range }) => range)].some((one) => one === 'PQ' || one === 'HLG');
  if (!hdr) return;
  must('1.24, 9.16', found.includes('SDR'), 'there is HDR, and no variant for SDR');
  for (const { range, uri } of said)
    must('1.24, 9.16', range === ranges.get(uri), `VIDEO-RANGE of ${uri} is not ${ranges.get(uri)}`);
};

/** Sound that comes without a picture: the same bandwidths and codecs, nothing else to say. */
const checkSoundAlone = (
  named: MultivariantList['variants'],
  variants: readonly Rendition[],
  must: Must,
): void =>
  variants.forEach(({ uri, list, track }, i) => {
    const attributes = named[i]?.attributes ?? new Map<string, string>();
    const { peak, average } = measureBandwidth(list.entries, target(list));
    must('9.1', attributes.get('CODECS') === track.codec, `CODECS of ${uri} is not ${track.codec}`);
    must('1.27, 9.13', near(attributes.get('BANDWIDTH'), peak), `BANDWIDTH of ${uri} is not ${peak}`);
    must(
      '1.26, 9.14',
      near(attributes.get('AVERAGE-BANDWIDTH'), average),
      `AVERAGE-BANDWIDTH of ${uri} is not ${average}`,
    );
  });

interface Sound {
  readonly media: Attributes;
  readonly rendition: Rendition;
}

/** By `GROUP-ID`. */
type Groups = ReadonlyMap<string, readonly Sound[]>;

const groupSounds = (all: readonly Attributes[], renditions: readonly Rendition[]): Groups =>
  Map.groupBy(
    renditions.flatMap((rendition, i) => {
      const media = all[i];
      return media ? [{ media, rendition }] : [];
    }),
    ({ media }) => media.get('GROUP-ID') ?? '',
  );

const inStereo = (group: readonly Sound[]): boolean =>
  group.every(({ rendition: { track } }) => track.codec === 'mp4a.40.2' && track.channels === 2);

/** The same sounds in each group, whatever their form, each said to be what it is. */
const checkGroups = (groups: Groups, must: Must): void => {
  const all = [...groups.values()];
  must('2.3', all.length === 0 || all.some(inStereo), 'there is no AAC in stereo');
  const shared = ['NAME', 'LANGUAGE', 'DEFAULT', 'AUTOSELECT'];
  const membersOf = (group: readonly Sound[]) =>
    group.map(({ media }) => shared.map((name) => media.get(name)).join(' ')).join(', ');
  for (const [name, group] of groups) {
    must(
      '9.6, 9.7',
      membersOf(group) === membersOf(all[0] ?? []),
      `group ${name} has other members than the first one: ${membersOf(group)}`,
    );
    const defaults = group.filter(({ media }) => media.get('DEFAULT') === 'YES');
    must('RFC 4.3.4.1.1', defaults.length === 1, `group ${name} has ${defaults.length} defaults`);
    for (const { media, rendition } of group) {
      must(
        '9.6',
        media.get('CHANNELS') === String(rendition.track.channels),
        `CHANNELS of ${rendition.uri} is not ${rendition.track.channels}`,
      );
    }
  }
};

/** Nobody is made to take more channels than two. */
const checkStereoBeside = (variants: MultivariantList['variants'], groups: Groups, must: Must): void => {
  const groupOf = (attributes: Attributes) => groups.get(attributes.get('AUDIO') ?? '') ?? [];
  for (const { uri, attributes } of variants) {
    const beside = variants.some((other) => other.uri === uri && inStereo(groupOf(other.attributes)));
    must('2.3', beside, `${uri} has no variant in stereo beside ${attributes.get('AUDIO')}`);
  }
};

type Must = (clause: string, holds: boolean, what: string) => void;

const target = (list: MediaList): number => Number(list.tags.get('#EXT-X-TARGETDURATION'));
const seconds = (rendition: Rendition | undefined): number =>
  (rendition?.list.entries ?? []).reduce((sum, { duration }) => sum + duration, 0);
const near = (text: string | undefined, truth: number): boolean =>
  Math.abs(Number(text) - truth) <= truth * tolerance;

const checkList = ({ uri, list, track }: Rendition, must: Must): void => {
  must(
    '8.6',
    list.tags.get('#EXT-X-PLAYLIST-TYPE') === 'VOD' && list.tags.has('#EXT-X-ENDLIST'),
    `${uri} is not VOD`,
  );
  must('RFC 7', Number(list.tags.get('#EXT-X-VERSION')) >= 6, `${uri} has too old a version for EXT-X-MAP`);
  must(
    '8.20',
    list.map?.size === track.initSize && list.map.offset === 0,
    `EXT-X-MAP of ${uri} is not the init segment`,
  );
  must(
    'RFC 4.3.3.1',
    list.entries.every(({ duration }) => Math.round(duration) <= target(list)),
    `an entry of ${uri} exceeds the target`,
  );
  must(
    '7.7',
    list.entries.every(({ duration }) => duration <= Math.max(6, target(list)) + 0.5),
    `an entry of ${uri} is too long`,
  );

  let expected = track.fragments[0]?.time ?? 0;
  must('7.3', expected === 0, `${uri} starts at ${expected}`);
  for (const { time, duration } of track.fragments) {
    must('7.3', time === expected, `${uri} jumps from ${expected} to ${time}`);
    expected = time + duration;
  }
  const starts = new Map(track.fragments.map((fragment) => [fragment.offset, fragment]));
  let elapsed = 0;
  let end = track.initSize;
  for (const { offset, size, duration } of list.entries) {
    const fragment = starts.get(offset);
    must('7.3', offset === end && fragment !== undefined, `${uri} has no fragment at ${offset}`);
    if (fragment) {
      const begins = Math.max(0, fragment.time - track.skipped) / track.timescale;
      must('8.1', Math.abs(begins - elapsed) < 0.016, `entries of ${uri} are off by ${begins - elapsed} s`);
      must('7.4', fragment.startsWithKeyframe, `an entry of ${uri} does not start with a keyframe`);
    }
    elapsed += duration;
    end = offset + size;
  }
  const last = track.fragments.at(-1);
  must('8.7', last !== undefined && end === last.offset + last.size, `${uri} does not list the whole file`);
};

const checkPicture = ({ uri, track }: Rendition, must: Must): void => {
  for (const { clause, holds, what } of codecRules(track)) must(clause, holds, `${uri} ${what}`);
  must(
    '7.4',
    track.fragments.every((one) => one.startsWithKeyframe && one.keyframes === 1),
    `${uri} has a GOP that is not a fragment`,
  );
  must(
    '8.2',
    track.fragments[0]?.firstOffset === 0 || track.hasEdit,
    `${uri} does not show its first frame at 0`,
  );
};

const checkSameCuts = (pictures: readonly Rendition[], must: Must): void => {
  const cuts = ({ list }: Rendition) => list.entries.slice(0, -1).map(({ duration }) => duration);
  const first = pictures[0];
  if (!first) return;
  for (const other of pictures.slice(1)) {
    const theirs = cuts(other);
    const equal =
      theirs.length === cuts(first).length &&
      cuts(first).every((duration, i) => Math.abs(duration - (theirs[i] ?? NaN)) < 0.001);
    must('8.22', equal, `${other.uri} is cut at other places than ${first.uri}`);
  }
};

const checkSameLength = (all: readonly Rendition[], must: Must): void => {
  const targets = new Set(all.map(({ list }) => target(list)));
  must('8.2', targets.size === 1, `target durations differ: ${[...targets].join(', ')}`);
  const lengths = all.map(seconds);
  const spread = Math.max(...lengths) - Math.min(...lengths);
  must('8.2', spread < 0.05, `durations differ by ${spread.toFixed(3)} s`);
};

const checkAttributes = (
  attributes: Attributes,
  { uri, track }: Rendition,
  group: readonly Sound[],
  must: Must,
): void => {
  const codecs = [track.codec, ...new Set(group.map(({ rendition }) => rendition.track.codec))].join(',');
  must('9.1', attributes.get('CODECS') === codecs, `CODECS of ${uri} is not ${codecs}`);
  must(
    '9.3',
    attributes.get('RESOLUTION') === `${track.width}x${track.height}`,
    `RESOLUTION of ${uri} is wrong`,
  );
  const rate = Number(attributes.get('FRAME-RATE'));
  must(
    '1.18, 9.15',
    listedRates.some((one) => Math.abs(one - rate) < 0.002),
    `FRAME-RATE of ${uri} is ${rate}`,
  );
  const samples = track.fragments.reduce((sum, { samples: count }) => sum + count, 0);
  const ticks = track.fragments.reduce((sum, { duration }) => sum + duration, 0);
  must(
    '9.15',
    Math.abs((samples * track.timescale) / ticks - rate) < 0.01,
    `FRAME-RATE of ${uri} is not that of its frames`,
  );
};

const checkKeyframes = async (
  attributes: Attributes,
  load: (uri: string) => Promise<Rendition>,
  must: Must,
): Promise<void> => {
  const uri = attributes.get('URI') ?? '';
  const { list, track } = await load(uri);
  must('6.8', list.tags.has('#EXT-X-I-FRAMES-ONLY'), `${uri} lacks EXT-X-I-FRAMES-ONLY`);
  must('9.2', attributes.get('CODECS') === track.codec, `CODECS of ${uri} is wrong`);
  must(
    '9.4',
    attributes.get('RESOLUTION') === `${track.width}x${track.height}`,
    `RESOLUTION of ${uri} is wrong`,
  );
  const matches = list.entries.every(({ offset, size }, i) => {
    const fragment = track.fragments[i];
    return fragment?.offset === offset && fragment.keyframeEnd === size;
  });
  must(
    '6.10',
    matches && list.entries.length === track.fragments.length,
    `${uri} does not name each keyframe with its moof`,
  );
  const { peak, average } = measureBandwidth(list.entries, target(list));
  must('1.27', near(attributes.get('BANDWIDTH'), peak), `BANDWIDTH of ${uri} is not the measured ${peak}`);
  must(
    '1.26',
    near(attributes.get('AVERAGE-BANDWIDTH'), average),
    `AVERAGE-BANDWIDTH of ${uri} is not the measured ${average}`,
  );
};
