import type { PlanChoices, VideoCodec } from '@vidkit/contracts/events/media';

import { framesFit, type FrameRate, perSecond, snapFrameRate } from './frame-rate.ts';
import type { HdrLight } from './hdr-light.ts';
import { chooseLadder, type Rung, shortSide } from './ladder.ts';
import { otherLadders } from './other-ladders.ts';
import { type SoundForm, soundForms } from './sound-form.ts';
import type { SoundLevel } from './sound-level.ts';
import type { SourceAudio, SourceCover, SourceMedia, SourceVideo } from './source-media.ts';

/** Everything that a transcoder needs to know; the same for every engine. */
export interface EncodePlan {
  /** Seconds after the source's first time stamp that become 0. */
  readonly start: number;
  /** Seconds of every rendition: whole frames of the slowest rung. */
  readonly duration: number;
  /** Null for sound alone. */
  readonly picture: PicturePlan | null;
  /** What stands for the picture of sound alone; null where the source brings none. */
  readonly cover: SourceCover | null;
  /** In H.264, highest first; none for sound alone. */
  readonly rungs: readonly Rung[];
  /** The same sizes in other codecs, one codec after the other, each highest first. */
  readonly more: readonly Rung[];
  /** What those in HDR say of their light. */
  readonly light: HdrLight | null;
  readonly audio: readonly AudioPlan[];
  /** Name of the rung to publish before the others; null when all come at once. */
  readonly early: string | null;
  /** Seconds that were cut from the start of what the plan for all of the source makes; only where something was cut. */
  readonly cutFrom?: number;
}

/** How the source's picture becomes upright, progressive, square-pixelled BT.709. */
export interface PicturePlan {
  readonly streamIndex: number;
  readonly interlaced: boolean;
  /** Of the highest rung; every other one has this or half of it. */
  readonly frameRate: FrameRate;
  readonly matrix: SourceVideo['matrix'];
  readonly toneMap: boolean;
  /** Seconds at the end for which the last frame is held, because the sound is longer. */
  readonly hold: number;
}

export interface AudioPlan {
  /** Names the files: `audio-en`, `audio-48k-en`, `audio-51-en`. */
  readonly name: string;
  readonly form: SoundForm;
  readonly streamIndex: number;
  /** BCP 47. */
  readonly language: string;
  readonly isDefault: boolean;
  /** Null until it has been measured, and where it stays as it is. */
  readonly level: SoundLevel | null;
}

const efficientCodecs = new Set(['hevc', 'vp9', 'av1']);
const preferredEarlySize = 360;
/** Pixels below which the whole ladder takes about as long as the first rung of a long video. */
const atOncePixels = 120e6;

/** What is chosen where nobody has looked for more. */
export const usualChoices: PlanChoices = { leftOut: [], codecs: ['h264'] };

/** The plan for a source. Pure: equal sources and choices give equal plans. */
export const planEncode = (source: SourceMedia, choices: PlanChoices = usualChoices): EncodePlan => {
  const { video } = source;
  const forms: readonly SoundForm[] = video ? ['stereo', 'mobile', 'surround'] : ['stereo'];
  const audio = forms.flatMap((form) => planAudio(source.audio, form));
  if (!video) {
    const { start, duration, cover } = source;
    return { start, duration, picture: null, cover, rungs: [], more: [], light: null, audio, early: null };
  }
  const frameRate = snapFrameRate(video.interlaced ? video.frameRate * 2 : video.frameRate);
  const rungs = chooseLadder({
    width: video.width,
    height: video.height,
    frameRate,
    bitRate: video.bitRate,
    efficientCodec: efficientCodecs.has(video.codec),
  }).filter(({ name }) => !choices.leftOut.includes(name));
  const more = otherLadders(rungs, { codecs: choices.codecs, range: video.transfer });
  const duration = wholeFrames(source.duration, rungs);
  return {
    start: source.start,
    duration,
    picture: {
      streamIndex: video.index,
      interlaced: video.interlaced,
      frameRate,
      matrix: video.matrix,
      toneMap: video.transfer !== 'sdr',
      hold: Math.max(0, duration - video.duration),
    },
    cover: null,
    rungs,
    more,
    light: video.light,
    audio,
    early: earlyRung({ rungs, more }, duration),
  };
};

/** The rungs in every codec, H.264 first. */
export const allRungs = ({ rungs, more }: Pick<EncodePlan, 'rungs' | 'more'>): readonly Rung[] => [
  ...rungs,
  ...more,
];

/** What everybody can play; the other forms of the same sounds are left out. */
export const stereoOf = ({ audio }: EncodePlan): AudioPlan[] => audio.filter(({ form }) => form === 'stereo');

/** Frames of a rung over the whole plan. */
export const frameCount = (plan: EncodePlan, rung: Rung): number => framesFit(plan.duration, rung.frameRate);

/** How much longer a pixel takes than in H.264. */
const codecCost: Readonly<Record<VideoCodec, number>> = { h264: 1, hevc: 3.5, av1: 2.5 };

/** What encoding a rung costs, in pixels of H.264. */
export const encodingCost = (rung: Rung, duration: number): number =>
  rung.width * rung.height * perSecond(rung.frameRate) * duration * codecCost[rung.codec];

const wholeFrames = (seconds: number, rungs: readonly Rung[]): number => {
  const slowest = rungs.reduce((slow, rung) =>
    perSecond(rung.frameRate) < perSecond(slow.frameRate) ? rung : slow,
  );
  return framesFit(seconds, slowest.frameRate) / perSecond(slowest.frameRate);
};

const earlyRung = (plan: Pick<EncodePlan, 'rungs' | 'more'>, duration: number): string | null => {
  const { rungs } = plan;
  const cost = allRungs(plan).reduce((sum, rung) => sum + encodingCost(rung, duration), 0);
  if (cost <= atOncePixels) return null;
  const distance = (rung: Rung) => Math.abs(Math.log(shortSide(rung) / preferredEarlySize));
  return rungs.reduce((best, rung) => (distance(rung) < distance(best) ? rung : best)).name;
};

/** Surround is made only of streams that have it: elsewhere it would be stereo in more bytes. */
const planAudio = (streams: readonly SourceAudio[], form: SoundForm): AudioPlan[] => {
  const byDefault = streams.find((stream) => stream.isDefault) ?? streams[0];
  const used = new Map<string, number>();
  return streams.flatMap((stream) => {
    const language = stream.language.toLowerCase();
    const times = (used.get(language) ?? 0) + 1;
    used.set(language, times);
    if (stream.channels < soundForms[form].fromChannels) return [];
    return {
      name: `audio-${soundForms[form].prefix}${times === 1 ? language : `${language}-${times}`}`,
      form,
      streamIndex: stream.index,
      language: stream.language,
      isDefault: stream === byDefault,
      level: null,
    };
  });
};
