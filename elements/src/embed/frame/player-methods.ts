import type { VidPlayer } from '../../player/vid-player.ts';
import type { EmbedMethods, Ranges } from '../embed-protocol.ts';
import type { ChapterWatch } from './chapter-watch.ts';
import { namedError } from './named-error.ts';
import type { QualityChoice } from './quality-choice.ts';
import type { TextChoice } from './text-choice.ts';

export interface Choices {
  readonly qualities: QualityChoice;
  readonly texts: TextChoice;
  readonly chapters: ChapterWatch;
}

/** The same without promises where none is needed, and with whatever a page may send as arguments. */
type Methods = {
  readonly [Name in keyof EmbedMethods]: (
    ...given: unknown[]
  ) => Awaited<ReturnType<EmbedMethods[Name]>> | ReturnType<EmbedMethods[Name]>;
};

/** What a page may ask of the player. Throws `TypeError`, `RangeError` and those that `EmbedMethods` names. */
export const playerMethods = (player: VidPlayer, { qualities, texts, chapters }: Choices): Methods => {
  const { media } = player;
  const seconds = (): number => player.currentTime;
  const duration = (): number => finite(player.duration);
  return {
    play: () => player.play(),
    pause: () => player.pause(),
    getPaused: () => player.paused,
    getEnded: () => player.ended,
    getSeeking: () => player.seeking,
    getCurrentTime: seconds,
    setCurrentTime: (given) => {
      player.currentTime = number(given, 0, duration() || Infinity);
      return seconds();
    },
    getDuration: duration,
    getBuffered: () => rangesOf(player.buffered),
    getPlayed: () => rangesOf(player.played),
    getSeekable: () => rangesOf(player.seekable),
    getVolume: () => player.volume,
    setVolume: (given) => (player.volume = number(given, 0, 1)),
    getMuted: () => player.muted,
    setMuted: (given) => (player.muted = yesOrNo(given)),
    getLoop: () => player.loop,
    setLoop: (given) => (player.loop = yesOrNo(given)),
    getPlaybackRate: () => player.playbackRate,
    setPlaybackRate: (given) => (player.playbackRate = number(given, 0.0625, 16)),
    getQualities: () => qualities.list,
    getQuality: () => qualities.chosen,
    setQuality: (given) => {
      qualities.choose(text(given));
      return qualities.chosen;
    },
    getTextTracks: () => texts.list,
    enableTextTrack: (language, kind) => texts.enable(text(language), kind == null ? undefined : text(kind)),
    disableTextTrack: () => texts.disable(),
    getChapters: () => chapters.list,
    getCurrentChapter: () => chapters.current,
    getVideoId: () => player.videoId,
    getVideoTitle: () => player.name,
    getVideoUrl: () => new URL(`/watch/${player.videoId}`, location.href).href,
    getVideoWidth: () => player.videoWidth,
    getVideoHeight: () => player.videoHeight,
    getPictureInPicture: () => document.pictureInPictureElement === player,
    requestPictureInPicture: async () => {
      if (!document.pictureInPictureEnabled)
        throw namedError('NotSupportedError', 'there is no picture in picture');
      await media.requestPictureInPicture();
    },
    exitPictureInPicture: async () => {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
    },
  };
};

export const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

const number = (given: unknown, least: number, most: number): number => {
  if (typeof given !== 'number' || Number.isNaN(given)) throw new TypeError('a number is needed');
  if (given < least || given > most) throw new RangeError(`it must be between ${least} and ${most}`);
  return given;
};

const yesOrNo = (given: unknown): boolean => {
  if (typeof given !== 'boolean') throw new TypeError('true or false is needed');
  return given;
};

const text = (given: unknown): string => {
  if (typeof given !== 'string' || given === '' || given.length > 100)
    throw new TypeError('a short text is needed');
  return given;
};

const rangesOf = (ranges: TimeRanges): Ranges =>
  Array.from({ length: ranges.length }, (_, at) => [ranges.start(at), ranges.end(at)] as const);
