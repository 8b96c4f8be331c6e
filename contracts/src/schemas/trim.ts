import { z } from 'zod';

import { milliseconds } from './basics.ts';

/** The part of a video that is shown. Counted in the time of all of it, whatever was cut before. */
export const trim = z.object({
  /** The first moment that is shown. */
  startMs: milliseconds,
  /** The first moment that no longer is. */
  endMs: milliseconds,
});
export type Trim = z.infer<typeof trim>;

/** Null shows all of it again. */
export const putTrim = z.strictObject({ trim: z.strictObject(trim.shape).nullable() });
export type PutTrim = z.input<typeof putTrim>;

/** A video as it was before anything was cut from it. Only its owner is told. */
export const untrimmedVideo = z.object({
  /** Of what is to be shown, which a worker may still be making. */
  trim: trim.nullable(),
  durationMs: milliseconds,
  /** Of all of it. Carries its own right to be read, for some hours. */
  hlsUrl: z.string(),
  /** Cues of small pictures for the time line. */
  storyboardUrl: z.string().nullable(),
});
export type UntrimmedVideo = z.infer<typeof untrimmedVideo>;
