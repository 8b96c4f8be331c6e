import { z } from 'zod';

import { id, milliseconds } from '../schemas/basics.ts';
import { videoFailure } from '../schemas/video.ts';

/** From the API to the pipelines: captions are to be heard from a published video. Delivered at least once. */
export const transcriptionWanted = z.object({
  videoId: id,
  /** Rises with every request; the last one counts. */
  number: z.int().min(1),
  /** Prefix of the complete revision of all of the video, and its multivariant playlist, which names the sounds. */
  prefix: z.string(),
  multivariant: z.string(),
  durationMs: milliseconds,
  /** BCP 47, of the speech; null: to be found out. */
  language: z.string().nullable(),
});
export type TranscriptionWanted = z.infer<typeof transcriptionWanted>;

/** From the pipelines to the API, in order per video, at least once. */
export const transcriptionStatus = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('transcribing'),
    videoId: id,
    number: z.int(),
    percent: z.number().min(0).max(100),
  }),
  z.object({
    type: z.literal('transcribed'),
    videoId: id,
    number: z.int(),
    /** Of the WebVTT in the object store, to be taken over and removed. */
    key: z.string(),
    /** BCP 47; null where neither the request nor the program says. */
    language: z.string().nullable(),
    cues: z.int(),
  }),
  z.object({
    type: z.literal('transcription_failed'),
    videoId: id,
    number: z.int(),
    failure: videoFailure,
  }),
]);
export type TranscriptionStatus = z.infer<typeof transcriptionStatus>;
