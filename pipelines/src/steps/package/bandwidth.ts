import { type Segment, targetDuration, totalDuration } from './segments.ts';

/** Bits per second, rounded up. */
export interface Bandwidth {
  readonly peak: number;
  readonly average: number;
}

/** Entries in a run at most: even those of a second reach 1.5 target durations before. */
const longestRun = 100;

/**
 * Measured rates of a playlist (RFC 8216, section 4.1): the average over all of it, and the highest rate of any
 * run of neighbouring entries that lasts between 0.5 and 1.5 target durations, so that a short tail alone never
 * counts.
 */
export const measureBandwidth = (
  segments: readonly Segment[],
  target = targetDuration(segments),
): Bandwidth => {
  const bytes = segments.reduce((sum, segment) => sum + segment.size, 0);
  const average = rate(bytes, totalDuration(segments));
  let peak = 0;
  segments.forEach((_, first) => {
    let size = 0;
    let duration = 0;
    for (const segment of segments.slice(first, first + longestRun)) {
      size += segment.size;
      duration += segment.duration;
      if (duration > target * 1.5) break;
      if (duration >= target * 0.5) peak = Math.max(peak, rate(size, duration));
    }
  });
  return { peak: Math.max(peak, average), average };
};

const rate = (bytes: number, seconds: number): number => (seconds > 0 ? Math.ceil((bytes * 8) / seconds) : 0);
