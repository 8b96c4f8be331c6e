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
  /** False for a silent video. */
  hasAudio: z.boolean(),
  hlsUrl: z.string(),
  poster: z
    .object({ url: z.string(), width: z.int(), height: z.int(), color: z.string().nullable() })
    .nullable(),
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
