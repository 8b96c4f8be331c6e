import type { Part } from '../transcoders/transcoder.ts';
import { type EncodePlan, frameCount } from './encode-plan.ts';
import { perSecond } from './frame-rate.ts';
import { highest } from './ladder.ts';
import type { SourceMedia } from './source-media.ts';

/** Fifteen GOPs: five segments, and little lost with a worker that dies. */
const usualSeconds = 30;
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
 * Parts of about half a minute that can be encoded on their own, in any order and on any machine, in whole GOPs. None
 * for sources in which a seek may miss the frame.
 */
export const planChunks = (media: SourceMedia, plan: EncodePlan, length = usualSeconds): readonly Part[] => {
  if (!canSeek(media, plan)) return [];
  const top = highest(plan.rungs);
  const rate = perSecond(top.frameRate);
  const frames = frameCount(plan, top);
  const each = top.gopFrames * Math.max(1, Math.round((length * rate) / top.gopFrames));
  // What is left over makes the last one longer, never a short one of its own.
  const count = Math.floor(frames / each);
  if (count < 2) return [];
  return Array.from({ length: count }, (_, i) => ({
    start: (i * each) / rate,
    duration: ((i === count - 1 ? frames : (i + 1) * each) - i * each) / rate,
  }));
};
