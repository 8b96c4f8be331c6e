import { z } from 'zod';

import { embedOrigin } from './site.ts';
import { id, languageTag, line, milliseconds, pageQuery, person, text, timestamp } from './basics.ts';

export const videoStatus = z.enum([
  'draft',
  'uploading',
  'processing',
  'ready',
  'failed',
  'archived',
  'restoring',
]);
export type VideoStatus = z.infer<typeof videoStatus>;

export const visibility = z.enum(['public', 'unlisted', 'private', 'scheduled']);
export type Visibility = z.infer<typeof visibility>;

/** What the worker is doing; in this order. Only a video that comes from an address is `importing`. */
export const processingStage = z.enum([
  'importing',
  'queued',
  'probing',
  'first_rendition',
  'renditions',
  'publishing',
]);
export type ProcessingStage = z.infer<typeof processingStage>;

export const processingProgress = z.object({
  stage: processingStage,
  /** 0 to 100 over the whole of processing; never falls. */
  percent: z.number().min(0).max(100),
  /** Estimate; null while there is nothing to go by. */
  secondsLeft: z.number().min(0).nullable(),
});
export type ProcessingProgress = z.infer<typeof processingProgress>;

export const videoFailure = z.object({ code: z.string(), detail: z.string() });
export type VideoFailure = z.infer<typeof videoFailure>;

export const channel = z.object({ id, name: z.string(), subscribers: z.int().min(0) });
export type Channel = z.infer<typeof channel>;

/** `missing`: it is not where it should be, and nobody can bring it back. */
export const sourceState = z.enum(['stored', 'archived', 'restoring', 'missing']);
export type SourceState = z.infer<typeof sourceState>;

/** The file as it was uploaded. */
export const videoSource = z.object({
  state: sourceState,
  /** When a restore is done at the earliest; null when none is under way. */
  readyAt: timestamp.nullable(),
});
export type VideoSource = z.infer<typeof videoSource>;

/** Under which of its owner's headings a video is kept. */
export const folder = line(100).pipe(z.string().min(1));

export const video = z.object({
  id,
  channel,
  title: z.string(),
  description: z.string(),
  /** BCP 47; null when unknown. */
  language: z.string().nullable(),
  visibility,
  /** When a scheduled video becomes public. */
  publishAt: timestamp.nullable(),
  /** Origins whose pages may embed it, besides our own; null: all. Only its owner is told. */
  embedOrigins: z.array(z.string()).nullable(),
  /** Given by the token that it was uploaded with. Only its owner is told. */
  folder: z.string().nullable(),
  status: videoStatus,
  failure: videoFailure.nullable(),
  progress: processingProgress.nullable(),
  /** True as soon as one rendition plays, often long before `status` is `ready`. */
  playable: z.boolean(),
  /** When a video that is `restoring` plays again, at the earliest; null while nobody has asked for it back. */
  readyAt: timestamp.nullable(),
  durationMs: milliseconds.nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  posterUrl: z.string().nullable(),
  fileName: z.string().nullable(),
  sizeBytes: z.int().min(0).nullable(),
  /** Null before it is stored, and for everybody but the owner. */
  source: videoSource.nullable(),
  warnings: z.array(z.string()),
  likes: z.int().min(0),
  comments: z.int().min(0),
  /** Rises with every change; the ETag is `"v<version>"`. */
  version: z.int().min(1),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Video = z.infer<typeof video>;

export const videoListQuery = pageQuery.extend({
  status: videoStatus.optional(),
  visibility: visibility.optional(),
  folder: folder.optional(),
  /** Words in the title. */
  q: z.string().max(200).optional(),
});
export type VideoListQuery = z.input<typeof videoListQuery>;

/** Every folder that has videos, by name. */
export const folders = z.object({ items: z.array(z.object({ name: z.string(), videos: z.int().min(1) })) });
export type Folders = z.infer<typeof folders>;

export const title = line(200).pipe(z.string().min(1));

export const videoPatch = z
  .strictObject({
    title: title,
    description: text(10_000),
    language: languageTag.nullable(),
    visibility,
    publishAt: timestamp.nullable(),
    embedOrigins: z.array(embedOrigin).max(100).nullable(),
  })
  .partial()
  .refine((patch) => patch.visibility !== 'scheduled' || patch.publishAt != null, {
    path: ['publishAt'],
    message: 'A scheduled video needs the time at which it becomes public.',
  });
export type VideoPatch = z.input<typeof videoPatch>;

export const me = z.object({
  person: person,
  email: z.string(),
  channel,
  /** Bytes of all videos, sources and qualities; null quota is no limit. */
  storage: z.object({ usedBytes: z.int().min(0), quotaBytes: z.int().min(0).nullable() }),
});
export type Me = z.infer<typeof me>;

/** An address that downloads the original, for whoever has it, until `expiresAt`. */
export const sourceDownload = z.object({ url: z.string(), expiresAt: timestamp });
export type SourceDownload = z.infer<typeof sourceDownload>;
