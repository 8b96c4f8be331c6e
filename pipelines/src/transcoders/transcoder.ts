import type { VideoCodec } from '@vidkit/contracts/events/media';

import type { AudioPlan, EncodePlan, PicturePlan } from '../steps/encode-plan.ts';
import type { Rung } from '../steps/ladder.ts';
import type { Loudness } from '../steps/sound-level.ts';
import type { Demuxer, PictureDemuxer } from '../steps/source-media.ts';
import type { StoryboardPlan } from '../steps/storyboard.ts';

/** Turns sources into renditions. Knows nothing of videos, revisions or storage. */
export interface Transcoder {
  /** What it can make pictures in. H.264 is always among it. */
  codecs(): Promise<ReadonlySet<VideoCodec>>;
  /**
   * Makes the asked parts of a plan in one pass. Every rendition is one fragmented MP4, `<name>.mp4` in the job's
   * folder, with a fragment for each GOP; calls over the same plan share the GOP grid. Throws `MediaFailure` where the source is at fault,
   * `TranscodeError` otherwise, and the signal's reason when aborted, within a second.
   */
  transcode(job: TranscodeJob, options: TranscodeOptions): Promise<TranscodeResult>;
  /** One picture, as JPEG and as pixels. Null when the source has none there. */
  grabFrame(job: FrameJob, signal: AbortSignal): Promise<GrabbedFrame | null>;
  /** A picture that somebody brought, as JPEG and as pixels, on white where it is transparent. Null when it is damaged. */
  readStill(job: StillJob, signal: AbortSignal): Promise<GrabbedFrame | null>;
  /** The shape of the first sound of a plan, as JPEG and as pixels. Null when it cannot be decoded. */
  drawWaveform(job: WaveformJob, signal: AbortSignal): Promise<GrabbedFrame | null>;
  /** The same picture in other sizes and formats. Returns those that were made: not every build has every format. */
  encodePictures(job: PictureJob, signal: AbortSignal): Promise<readonly EncodedPicture[]>;
  /** Sheets of the keyframes of a rendition, in order. Reads no other frame; empty when that failed. */
  tileKeyframes(job: TileJob, signal: AbortSignal): Promise<readonly string[]>;
  /** Copies a few seconds of a rendition without encoding them, from a keyframe on. False when that failed. */
  cutPreview(job: PreviewJob, signal: AbortSignal): Promise<boolean>;
  /** Streams of text as WebVTT, in one reading of the file. What cannot be read is missing, or ends early. */
  extractTexts(job: TextJob, signal: AbortSignal): Promise<void>;
  /** The sound of a file as recognisers of speech take it: WAV, 16 kHz, one channel, 16 bits. */
  extractSpeech(job: SpeechJob, signal: AbortSignal): Promise<void>;
  /** Of each sound as it would be encoded, with its level; null where that cannot be told. Reads sound only. */
  measureLoudness(job: LoudnessJob, signal: AbortSignal): Promise<readonly (Loudness | null)[]>;
}

export interface Source {
  readonly path: string;
  readonly demuxer: Demuxer;
}

export interface TranscodeJob {
  readonly source: Source;
  readonly plan: EncodePlan;
  /** Only this much of the pictures; sound and storyboards are made whole. */
  readonly part?: Part;
  /** Rungs of the plan to make, those of one codec highest first, H.264 first; none where the plan has none. */
  readonly rungs: readonly Rung[];
  readonly audio: readonly AudioPlan[];
  readonly storyboard: StoryboardPlan | null;
  /** Somebody waits for this one: time counts more than size, and the files grow by whole fragments. */
  readonly urgent: boolean;
  /** An empty folder for the results. */
  readonly folder: string;
}

export interface TextJob {
  readonly source: Source;
  /** Indexes of streams, and where their text goes. */
  readonly streams: readonly { readonly index: number; readonly path: string }[];
}

export interface SpeechJob {
  readonly source: Source;
  /** Seconds of sound, by which the run is limited. */
  readonly duration: number;
  /** Where the WAV goes. */
  readonly path: string;
}

/** Whole GOPs of a source whose frames come at a constant rate. */
export interface Part {
  /** Seconds of the plan. */
  readonly start: number;
  readonly duration: number;
}

export interface LoudnessJob {
  readonly source: Source;
  readonly plan: EncodePlan;
  readonly audio: readonly AudioPlan[];
}

export interface TranscodeOptions {
  readonly signal: AbortSignal;
  /** Seconds of the plan that are done, as they are. */
  readonly onProgress: (seconds: number) => void;
  /** Others wait for what comes of it: not behind everything else on the machine. */
  readonly prompt?: boolean;
}

export interface TranscodeResult {
  /** Paths by the names in the plan. */
  readonly rungs: ReadonlyMap<string, string>;
  readonly audio: ReadonlyMap<string, string>;
  readonly storyboardSheets: readonly string[];
  /** Frames that could not be decoded, or only in part. */
  readonly damagedFrames: number;
}

export interface FrameJob {
  readonly source: Source;
  readonly picture: PicturePlan;
  /** Seconds. */
  readonly at: number;
  /** Only a keyframe near that time will do, which is much faster. */
  readonly keyframe: boolean;
  readonly width: number;
  readonly height: number;
  /** Where the JPEG goes. */
  readonly path: string;
}

export interface StillJob {
  readonly source: { readonly path: string; readonly demuxer: Demuxer | PictureDemuxer };
  /** As cameras write it into JPEGs: 1 is upright, 6 is to be turned clockwise (EXIF 2.3, 4.6.4). */
  readonly orientation: number;
  /** Upright. */
  readonly width: number;
  readonly height: number;
  /** Where the JPEG goes. */
  readonly path: string;
}

export interface WaveformJob {
  readonly source: Source;
  readonly plan: EncodePlan;
  readonly width: number;
  readonly height: number;
  /** Where the JPEG goes. */
  readonly path: string;
}

export interface GrabbedFrame {
  readonly path: string;
  /** RGB bytes of the picture at `thumbnailSide` by `thumbnailSide` pixels. */
  readonly pixels: Uint8Array;
}

export const thumbnailSide = 32;

export type PictureFormat = 'avif' | 'webp';

export interface EncodedPicture {
  readonly path: string;
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
}

export interface PictureJob {
  /** A JPEG. */
  readonly path: string;
  readonly pictures: readonly EncodedPicture[];
}

export interface TileJob {
  /** Of the rendition. */
  readonly path: string;
  readonly storyboard: StoryboardPlan;
  /** Keyframes from one tile to the next. */
  readonly step: number;
  /** Where the sheets go. */
  readonly folder: string;
}

export interface PreviewJob {
  readonly path: string;
  /** Seconds. */
  readonly at: number;
  readonly seconds: number;
  /** Where the MP4 goes. */
  readonly to: string;
}

/** The engine failed where the source is not to blame; trying again may help. */
export class TranscodeError extends Error {
  readonly code: 'encoder_failed' | 'out_of_resources';
  /** Last lines of the engine's output; for operators, never for uploaders. */
  readonly lastLines: readonly string[];

  constructor(
    code: TranscodeError['code'],
    message: string,
    lastLines: readonly string[],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'TranscodeError';
    this.code = code;
    this.lastLines = lastLines;
  }
}
