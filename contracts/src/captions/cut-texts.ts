import type { Cue } from './cue.ts';

interface Range {
  readonly startMs: number;
  readonly endMs: number;
}

/** What of these cues is seen in a part of a video, in the time of the part. */
export const cutCues = (cues: readonly Cue[], { startMs, endMs }: Range): Cue[] =>
  cues
    .filter((cue) => cue.endMs > startMs && cue.startMs < endMs)
    .map((cue) => ({
      ...cue,
      startMs: Math.max(0, cue.startMs - startMs),
      endMs: Math.min(cue.endMs, endMs) - startMs,
    }));

/** The chapters of a part of a video, in the time of the part. One alone is none. */
export const cutChapters = <Chapter extends { readonly startMs: number }>(
  chapters: readonly Chapter[],
  { startMs, endMs }: Range,
): Chapter[] => {
  const running = chapters.findLastIndex((chapter) => chapter.startMs <= startMs);
  const left = chapters
    .slice(Math.max(0, running))
    .filter((chapter) => chapter.startMs < endMs)
    .map((chapter) => ({ ...chapter, startMs: Math.max(0, chapter.startMs - startMs) }));
  return left.length >= 2 ? left : [];
};
