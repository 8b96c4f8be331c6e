import { z } from 'zod';

import { id, milliseconds } from '../schemas/basics.ts';
import { captionKind } from '../schemas/texts.ts';
import { trim } from '../schemas/trim.ts';
import { processingProgress, videoFailure } from '../schemas/video.ts';

/** From the API to the pipelines: the bytes of a source are safely in the object store. Delivered at least once. */
export const objectStored = z.object({
  videoId: id,
  /** Number of this encode; a reprocess raises it. Output goes below `v/<videoId>/<encode>-…/`. */
  encode: z.int().min(1),
  sourceKey: z.string(),
  sizeBytes: z.int(),
  fileName: z.string(),
  /** The part of the source to publish; null: all of it. */
  trim: trim.nullable().default(null),
  /** Prefix of the complete revision of all of it, where there is one: what can be is copied from there. */
  whole: z.string().nullable().default(null),
  /** When somebody began to wait for it, in milliseconds since 1970; null where nobody knows. */
  askedAt: z.int().nullable().default(null),
});
export type ObjectStored = z.infer<typeof objectStored>;

/** What pictures may be encoded in. H.264 is what every device plays. */
export const videoCodec = z.enum(['h264', 'hevc', 'av1']);
export type VideoCodec = z.infer<typeof videoCodec>;

/** What a plan depends on beside its source: decided once for an encode, and told to all who plan it again. */
export const planChoices = z.object({
  /** Names of the H.264 renditions that would add nothing to the others; other codecs do without those sizes, too. */
  leftOut: z.array(z.string()).default([]),
  /** H.264 is made whether it is among them or not. */
  codecs: z.array(videoCodec).default(['h264']),
});
export type PlanChoices = z.infer<typeof planChoices>;

/** From worker to worker: a chunk of a source is to be encoded into the ladder. Delivered at least once. */
export const chunkWanted = objectStored.extend({
  /** Of the plan that the chunk is one of; another one has other chunks. */
  planId: z.string(),
  choices: planChoices.prefault({}),
  index: z.int().min(0),
});
export type ChunkWanted = z.infer<typeof chunkWanted>;

/** Names of the objects that change while a revision grows; no other object of a revision ever does. */
export const growingPlaylist = /\.growing\.m3u8$/;

/** One rung of the ladder as published. */
export const publishedRendition = z.object({
  name: z.string(),
  width: z.int(),
  height: z.int(),
  frameRate: z.number(),
  codecs: z.string(),
  averageBandwidth: z.int(),
  bandwidth: z.int(),
});
export type PublishedRendition = z.infer<typeof publishedRendition>;

/** A poster is a JPEG; the same picture in other formats and widths follows, best format first. */
export const publishedPoster = z.object({
  file: z.string(),
  width: z.int(),
  height: z.int(),
  /** The dominant colour as `#rrggbb`. */
  color: z.string().nullable(),
  /** The picture at a few pixels, as a `data:` address of at most 400 characters, to be shown blurred. */
  placeholder: z.string().nullable().default(null),
  sources: z
    .array(z.object({ file: z.string(), type: z.string(), width: z.int(), height: z.int() }))
    .default([]),
});

/** Text that lay in the file, as WebVTT. */
export const publishedCaptions = z.object({
  file: z.string(),
  kind: captionKind,
  /** BCP 47; `und` when the file does not say. */
  language: z.string(),
  cues: z.int(),
});
export type PublishedCaptions = z.infer<typeof publishedCaptions>;

/** What one published revision consists of. Keys are relative to `prefix`. */
export const publication = z.object({
  revision: z.int().min(1),
  /** `v/<videoId>/<revision>/`; immutable once published, but for the playlists of what grows. */
  prefix: z.string(),
  /** While true there is less to play than `durationMs` says: the rest is being encoded and appended. */
  growing: z.boolean().default(false),
  multivariant: z.string(),
  poster: publishedPoster.nullable(),
  /** Pictures of different scenes to choose the poster from, all as large as the poster; the chosen one first. */
  posterCandidates: z.array(z.string()).default([]),
  /** A silent MP4 of a few seconds, for a look in passing. */
  preview: z.string().nullable().default(null),
  storyboard: z.string().nullable(),
  chapters: z.array(z.object({ startMs: milliseconds, title: z.string() })),
  captions: z.array(publishedCaptions).default([]),
  /** What of the source this is, in its own time; null: all of it. */
  trim: trim.nullable().default(null),
  durationMs: milliseconds,
  width: z.int(),
  height: z.int(),
  /** False for sound alone: then there are no renditions, and width and height are those of the poster. */
  hasVideo: z.boolean().default(true),
  hasAudio: z.boolean(),
  renditions: z.array(publishedRendition),
  bytes: z.int(),
});
export type Publication = z.infer<typeof publication>;

/** From the pipelines to the API, in order per video, at least once. */
export const encodeStatus = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), videoId: id, encode: z.int(), progress: processingProgress }),
  /**
   * One rendition plays, from its start at least; more of it follows in the same revision, and more renditions
   * in a later revision of the same encode.
   */
  z.object({ type: z.literal('playable'), videoId: id, encode: z.int(), publication }),
  z.object({
    type: z.literal('complete'),
    videoId: id,
    encode: z.int(),
    publication,
    warnings: z.array(z.string()),
  }),
  z.object({ type: z.literal('failed'), videoId: id, encode: z.int(), failure: videoFailure }),
]);
export type EncodeStatus = z.infer<typeof encodeStatus>;

/**
 * From whoever hears of it to the workers: a converter outside of them has come to the end of a ladder. Delivered at
 * least once, late, and also of jobs that nobody waits for any more.
 */
export const encodeEnded = z.object({
  videoId: id,
  encode: z.int().min(1),
  /** Of the plan that the ladder is of. */
  planId: z.string().regex(/^[0-9a-f]{16}$/),
  outcome: z.enum(['complete', 'failed']),
  /** What the converter gives as the reason of its failure; its adapter knows what that means. */
  errorCode: z.int().nullable().default(null),
});
export type EncodeEnded = z.infer<typeof encodeEnded>;
