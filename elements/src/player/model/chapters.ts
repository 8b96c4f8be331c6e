import type { Chapter } from '@vidkit/contracts/schemas/texts';

/** The chapter that is running at `seconds`; null before the first one. */
export const chapterAt = (chapters: readonly Chapter[], seconds: number): Chapter | null =>
  chapters.findLast((chapter) => chapter.startMs <= seconds * 1000) ?? null;

/**
 * Where "previous" or "next chapter" leads, in seconds; null when there is none. Within the first three seconds of a
 * chapter, "previous" means the one before, later the start of this one.
 */
export const chapterTarget = (chapters: readonly Chapter[], seconds: number, step: 1 | -1): number | null => {
  const now = seconds * 1000;
  const target =
    step > 0
      ? chapters.find((chapter) => chapter.startMs > now + 1)
      : chapters.findLast((chapter) => chapter.startMs < now - 3000);
  return target ? target.startMs / 1000 : null;
};
