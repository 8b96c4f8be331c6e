import { z } from 'zod';

import { id, milliseconds, timestamp } from './basics.ts';
import { chapter } from './texts.ts';
import { channel, videoStatus } from './video.ts';

export const textTrack = z.object({
  kind: z.enum(['subtitles', 'captions', 'chapters']),
  language: z.string(),
  label: z.string(),
  url: z.string(),
  default: z.boolean(),
  /** Shown without being chosen while the sound is in its language and nothing else was chosen; in no menu. */
  forced: z.boolean(),
});
export type TextTrack = z.infer<typeof textTrack>;

/** All that a player needs, in one answer. Every URL is absolute and carries its own right to be read. */
export const playback = z.object({
  videoId: id,
  /** Rises when a fuller or newer encode is published. */
  revision: z.int().min(1),
  /** While true the media ends before `durationMs`: the rest is being encoded and comes by itself. */
  growing: z.boolean(),
  status: videoStatus,
  title: z.string(),
  channel,
  durationMs: milliseconds,
  width: z.int(),
  height: z.int(),
  /** False for sound alone: the poster stands while it plays. */
  hasVideo: z.boolean(),
  /** False for a silent video. */
  hasAudio: z.boolean(),
  /** Its multivariant playlist lists the tracks, too, for players that know only that. */
  hlsUrl: z.string(),
  /**
   * The playlists themselves, by their address relative to `hlsUrl`, so that no player has to wait for them. One without
   * `EXT-X-ENDLIST` is only the beginning of what is there. Empty while the stream grows.
   */
  playlists: z.record(z.string(), z.string()),
  poster: z
    .object({
      url: z.string(),
      width: z.int(),
      height: z.int(),
      /** The dominant colour as `#rrggbb`. */
      color: z.string().nullable(),
      /** The picture at a few pixels, as a `data:` address of at most 400 characters, to be shown blurred. */
      placeholder: z.string().nullable(),
      /** The same picture in other formats and widths, as `<source>` and `srcset` take them. */
      sources: z.array(z.object({ url: z.string(), type: z.string(), width: z.int(), height: z.int() })),
    })
    .nullable(),
  /** A silent MP4 of a few seconds, for a look in passing. */
  previewUrl: z.string().nullable(),
  /** WebVTT of `sprite.jpg#xywh=…` cues, relative to its own address. */
  storyboardUrl: z.string().nullable(),
  tracks: z.array(textTrack),
  chapters: z.array(chapter),
  /** Where the spoken words can be read and searched; null without captions. */
  transcriptUrl: z.string().nullable(),
  watchUrl: z.string(),
  embedUrl: z.string(),
  /** Ask again before this moment; the media URLs end here. */
  expiresAt: timestamp,
});
export type Playback = z.infer<typeof playback>;
