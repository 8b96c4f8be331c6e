import type { Quality } from '../model/quality.ts';

/** The best that saves data: at most 480p and below the best that there is; else the least. Takes them best first. */
export const savingQuality = (qualities: readonly Quality[]): Quality | null =>
  qualities.find(({ width, height }, index) => index > 0 && Math.min(width, height) <= 480) ??
  qualities.at(-1) ??
  null;
