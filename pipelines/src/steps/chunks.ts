import type { Part } from '../transcoders/transcoder.ts';
import { type EncodePlan, frameCount } from './encode-plan.ts';
import { perSecond } from './frame-rate.ts';
import { highest } from './ladder.ts';
import type { SourceMedia } from './source-media.ts';

/** Seconds of a video from which on it is cut. */
const shortest = 60;
/** Fifteen GOPs, and little lost with a worker that dies; of shorter videos less, so that several workers end together. */
const longestChunk = 30;
const shortestChunk = 10;
const wantedChunks = 12;
/** Part of its own by which the rate of a source may differ from that of its renditions. */
const rateTolerance = 0.0005;

/**
 * Whether a seek finds the very frame: not in sources without an index, in interlaced ones and in those whose rate
 * varies.
 */
export const canSeek = ({ video, demuxer }: SourceMedia, plan: EncodePlan): boolean => {
  if (!video || !plan.picture || demuxer !== 'mov' || video.interlaced || !video.steady) return false;
  const rate = perSecond(highest(plan.rungs).frameRate);
  return Math.abs(video.frameRate - rate) <= rate * rateTolerance;
};

/**
 * Parts of half a minute at most that can be encoded on their own, in any order and on any machine, in whole GOPs. None
 * for short videos, unless a `length` in seconds is given, and for sources in which a seek may miss the frame.
 */
export const planChunks = (media: SourceMedia, plan: EncodePlan, length?: number): readonly Part[] => {
  if (!canSeek(media, plan) || (length === undefined && plan.duration < shortest)) return [];
  const top = highest(plan.rungs);
  const rate = perSecond(top.frameRate);
  const seconds = length ?? Math.min(longestChunk, Math.max(shortestChunk, plan.duration / wantedChunks));
  const frames = frameCount(plan, top);
  const each = top.gopFrames * Math.max(1, Math.round((seconds * rate) / top.gopFrames));
  // What is left over makes the last one longer, never a short one of its own.
  const count = Math.floor(frames / each);
  if (count < 2) return [];
  return Array.from({ length: count }, (_, i) => ({
    start: (i * each) / rate,
    duration: ((i === count - 1 ? frames : (i + 1) * each) - i * each) / rate,
  }));
};
