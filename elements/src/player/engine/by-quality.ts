import type { Quality } from '../model/quality.ts';

/** Best first; renditions that would carry the same label are told apart by the caller with their bitrate. */
export const byQuality = (a: Quality, b: Quality): number =>
  Math.min(b.width, b.height) - Math.min(a.width, a.height) ||
  b.frameRate - a.frameRate ||
  b.bitrate - a.bitrate;
