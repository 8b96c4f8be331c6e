import type { HdrLight } from './hdr-light.ts';
import type { VideoRange } from './ladder.ts';

/** Demuxers that may open an upload. Playlists, concat scripts and picture sequences are not among them. */
export type Demuxer =
  | 'mov'
  | 'matroska'
  | 'mpegts'
  | 'mpeg'
  | 'avi'
  | 'flv'
  | 'asf'
  | 'ogg'
  | 'gif'
  | 'mxf'
  | 'mpegvideo'
  // For sound alone.
  | 'mp3'
  | 'aac'
  | 'flac'
  | 'wav'
  | 'aiff';

/** Demuxers of single pictures; that of AVIF is `mov`. They open what is brought as a poster, and no upload. */
export type PictureDemuxer = 'jpeg_pipe' | 'png_pipe' | 'webp_pipe';

/** What the probe found in an upload that can be published. */
export interface SourceMedia {
  readonly demuxer: Demuxer;
  /** Seconds after the file's first time stamp that become 0: sound that begins a little before the picture is cut. */
  readonly start: number;
  /** Seconds of the picture, or of the sound where that is clearly longer. */
  readonly duration: number;
  /** Null for sound alone. */
  readonly video: SourceVideo | null;
  /** A picture that came with the sound; null where there is none, or a moving one. */
  readonly cover: SourceCover | null;
  readonly audio: readonly SourceAudio[];
  readonly texts: readonly SourceText[];
  readonly chapters: readonly { readonly startMs: number; readonly title: string }[];
  /** Codes of what was changed or noticed, for the uploader. */
  readonly warnings: readonly string[];
}

export interface SourceVideo {
  /** Index of the stream in the file. */
  readonly index: number;
  readonly codec: string;
  /** Seconds until the last frame ends, counted from the start of the file. */
  readonly duration: number;
  /** Pixels as displayed: rotated, with square pixels; may be fractional. */
  readonly width: number;
  readonly height: number;
  /** Turned for that, by what the file says of how it was held. */
  readonly turned: boolean;
  /** Measured frames per second; fields count once. */
  readonly frameRate: number;
  /** The mean over the whole file is that rate too: frames come as they should, but for a few. */
  readonly steady: boolean;
  readonly interlaced: boolean;
  readonly matrix: 'bt709' | 'bt601' | 'bt2020';
  readonly transfer: VideoRange;
  /** What a PQ picture says of itself; null where it says nothing, and for all others. */
  readonly light: HdrLight | null;
  /** Bits per second; null when unknown. */
  readonly bitRate: number | null;
}

export interface SourceCover {
  readonly index: number;
  readonly width: number;
  readonly height: number;
}

export interface SourceAudio {
  readonly index: number;
  /** As ffmpeg names it. */
  readonly codec: string;
  /** Seconds until the sound ends, counted from the start of the file; null when unknown. */
  readonly duration: number | null;
  /** BCP 47; `und` when the file does not say. */
  readonly language: string;
  readonly isDefault: boolean;
  readonly channels: number;
}

/** Subtitles in the file, as text. */
export interface SourceText {
  readonly index: number;
  readonly kind: 'captions' | 'subtitles' | 'forced';
  /** BCP 47; `und` when the file does not say. */
  readonly language: string;
}
