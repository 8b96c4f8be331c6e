import { z } from 'zod';

import { cueFaults } from '../captions/cue.ts';
import { id, languageTag, line, milliseconds, timestamp } from './basics.ts';
import { videoFailure } from './video.ts';

/**
 * `captions` tell sounds too, for those who do not hear them; `subtitles` are the spoken words; `forced` are only those
 * that speakers of the language need, too, such as signs and other languages: players show them unasked.
 */
export const captionKind = z.enum(['captions', 'subtitles', 'forced']);
export type CaptionKind = z.infer<typeof captionKind>;

export const captionTrack = z.object({
  kind: captionKind,
  language: languageTag,
  label: z.string(),
  /** Shown to those who did not choose; at most one track of a video, and none that is forced. */
  default: z.boolean(),
  /** Heard by a program, and by nobody corrected: what people store in its place is not. */
  generated: z.boolean(),
  cues: z.int(),
  /** Of the WebVTT; carries its own right to be read, for some hours. */
  url: z.string(),
  updatedAt: timestamp,
});
export type CaptionTrack = z.infer<typeof captionTrack>;

export const captionParams = z.object({ id, kind: captionKind, language: languageTag });

/** WebVTT or SubRip as text. About 900,000 characters: a day of speech. */
export const putCaptions = z.strictObject({
  text: z.string().max(900_000),
  /** What menus call it; the language's own name when left out. */
  label: line(60).optional(),
  default: z.boolean().default(false),
});
export type PutCaptions = z.input<typeof putCaptions>;

export const storedCaptions = z.object({
  track: captionTrack,
  /** Cues that could not be read, at most the first hundred. */
  dropped: z.array(z.object({ line: z.int(), fault: z.enum(cueFaults) })),
});
export type StoredCaptions = z.infer<typeof storedCaptions>;

export const chapter = z.object({ startMs: milliseconds, title: line(200).pipe(z.string().min(1)) });
export type Chapter = z.infer<typeof chapter>;

/** The first begins with the video and every other later than the one before; null: those of the file. */
export const putChapters = z.strictObject({
  chapters: z
    .array(chapter)
    .min(2)
    .max(200)
    .refine(([first]) => first?.startMs === 0, 'The first chapter begins at 0.')
    .refine(
      (all) => all.every(({ startMs }, at) => at === 0 || startMs > (all[at - 1]?.startMs ?? 0)),
      'Each chapter begins later than the one before.',
    )
    .nullable(),
});
export type PutChapters = z.input<typeof putChapters>;

/** `language` is that of the speech; found out when left out. */
export const generateCaptions = z.strictObject({ language: languageTag.optional() });
export type GenerateCaptions = z.input<typeof generateCaptions>;

/** Captions that are being heard from the sound, or could not be. What was heard is a track like any other. */
export const captionGeneration = z.object({
  state: z.enum(['working', 'failed']),
  /** As asked for; null: to be found out. */
  language: languageTag.nullable(),
  /** Of the sound that has been heard. */
  percent: z.number().min(0).max(100),
  failure: videoFailure.nullable(),
});
export type CaptionGeneration = z.infer<typeof captionGeneration>;

export const videoTexts = z.object({
  captions: z.array(captionTrack),
  chapters: z.array(chapter),
  /** Whether the creator wrote the chapters, or the file brought them. */
  ownChapters: z.boolean(),
  /** Whether `generateCaptions` would work now; false for everybody but the owner. */
  canGenerate: z.boolean(),
  /** Told to the owner alone; null while there is nothing to tell. */
  generation: captionGeneration.nullable(),
});
export type VideoTexts = z.infer<typeof videoTexts>;

export const transcriptQuery = z.object({
  /** The default track, or the first, when left out. */
  language: languageTag.optional(),
  /** Only what holds all of these words, in any case and without accents. */
  q: z.string().max(200).optional(),
});
export type TranscriptQuery = z.input<typeof transcriptQuery>;

export const transcript = z.object({
  language: languageTag,
  cues: z.array(z.object({ startMs: milliseconds, endMs: milliseconds, text: z.string() })),
});
export type Transcript = z.infer<typeof transcript>;
