/** Where playback is: `percent` is a share from 0 to 1. */
export interface Progress {
  readonly seconds: number;
  readonly percent: number;
  readonly duration: number;
}

export interface EmbedTextTrack {
  readonly language: string;
  readonly kind: 'captions' | 'subtitles';
  readonly label: string;
}

export interface EmbedQuality {
  /** `auto`, or as menus call it, such as `1080p` or `720p60`. */
  readonly id: string;
  readonly label: string;
  /** Whether it is the chosen one. */
  readonly active: boolean;
}

export interface EmbedChapter {
  readonly startTime: number;
  readonly title: string;
  /** Counted from 1. */
  readonly index: number;
}

/** `[from, to]` in seconds. */
export type Ranges = readonly (readonly [from: number, to: number])[];

/** What the frame tells, by name. Times are seconds. */
export interface EmbedEvents {
  readonly loaded: { readonly id: string };
  readonly play: Progress;
  readonly playing: Progress;
  readonly pause: Progress;
  readonly ended: Progress;
  readonly timeupdate: Progress;
  /** How far it is loaded. */
  readonly progress: Progress;
  readonly seeking: Progress;
  readonly seeked: Progress;
  readonly durationchange: { readonly duration: number };
  readonly volumechange: { readonly volume: number; readonly muted: boolean };
  readonly playbackratechange: { readonly playbackRate: number };
  /** What is shown; null for none. */
  readonly texttrackchange: EmbedTextTrack | null;
  readonly chapterchange: EmbedChapter;
  /** What was chosen, and what is on the screen. */
  readonly qualitychange: { readonly quality: string; readonly active: string | null };
  readonly bufferstart: Progress;
  readonly bufferend: Progress;
  readonly enterpictureinpicture: null;
  readonly leavepictureinpicture: null;
  readonly fullscreenchange: { readonly fullscreen: boolean };
  /** It failed for good. `name` says how, such as `network` or `not_found`; `code` is that of `MediaError`. */
  readonly error: { readonly name: string; readonly message: string; readonly code: number };
}
export type EmbedEventName = keyof EmbedEvents;

/**
 * What a page may ask of a frame. A promise resolves with what then holds, and rejects with an error whose `name` says
 * why: `TypeError`, `RangeError`, `NotAllowedError` (the browser wants a gesture of the viewer in the frame),
 * `NotSupportedError`, `InvalidTrackLanguageError`, `NotFoundError`, `AbortError`.
 */
export interface EmbedMethods {
  play(): Promise<void>;
  pause(): Promise<void>;
  getPaused(): Promise<boolean>;
  getEnded(): Promise<boolean>;
  getSeeking(): Promise<boolean>;
  getCurrentTime(): Promise<number>;
  setCurrentTime(seconds: number): Promise<number>;
  /** 0 while it is not known. */
  getDuration(): Promise<number>;
  getBuffered(): Promise<Ranges>;
  getPlayed(): Promise<Ranges>;
  getSeekable(): Promise<Ranges>;
  /** 0 to 1. */
  getVolume(): Promise<number>;
  setVolume(volume: number): Promise<number>;
  getMuted(): Promise<boolean>;
  setMuted(muted: boolean): Promise<boolean>;
  getLoop(): Promise<boolean>;
  setLoop(loop: boolean): Promise<boolean>;
  getPlaybackRate(): Promise<number>;
  setPlaybackRate(rate: number): Promise<number>;
  /** Only `auto` until the video is loaded. */
  getQualities(): Promise<readonly EmbedQuality[]>;
  getQuality(): Promise<string>;
  setQuality(id: string): Promise<string>;
  getTextTracks(): Promise<readonly (EmbedTextTrack & { readonly mode: 'showing' | 'disabled' })[]>;
  enableTextTrack(language: string, kind?: 'captions' | 'subtitles'): Promise<EmbedTextTrack>;
  disableTextTrack(): Promise<void>;
  getChapters(): Promise<readonly EmbedChapter[]>;
  getCurrentChapter(): Promise<EmbedChapter | null>;
  getVideoId(): Promise<string>;
  getVideoTitle(): Promise<string>;
  /** Of the page to share. */
  getVideoUrl(): Promise<string>;
  getVideoWidth(): Promise<number>;
  getVideoHeight(): Promise<number>;
  getPictureInPicture(): Promise<boolean>;
  requestPictureInPicture(): Promise<void>;
  exitPictureInPicture(): Promise<void>;
}

/** Marks our messages and their version; what else they have depends on who speaks. */
export const mark = 'vidkit';

/** From the page. The reply carries the same `id`, so that no two can be taken for each other. */
export interface Call {
  readonly [mark]: 1;
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** From the frame. */
export type Answer = { readonly [mark]: 1 } & (
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } }
  | { readonly event: string; readonly data: unknown }
);

export const isCall = (data: unknown): data is Call => {
  const call = data as Partial<Call> | null;
  return (
    call?.[mark] === 1 &&
    Number.isInteger(call.id) &&
    typeof call.method === 'string' &&
    Array.isArray(call.args)
  );
};
