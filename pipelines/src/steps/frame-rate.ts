/** Frames per second as a fraction, so that 29.97 stays 30000/1001. */
export interface FrameRate {
  readonly num: number;
  readonly den: number;
}

/** The rates of clause 1.18 of Apple's HLS authoring specification. */
const listed: readonly FrameRate[] = [
  { num: 24_000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
  { num: 50, den: 1 },
  { num: 60_000, den: 1001 },
  { num: 60, den: 1 },
];

export const perSecond = (rate: FrameRate): number => rate.num / rate.den;

/** Half as many frames in the same time, always a listed rate for 50, 59.94 and 60. */
export const halved = (rate: FrameRate): FrameRate =>
  rate.num % 2 === 0 ? { num: rate.num / 2, den: rate.den } : { num: rate.num, den: rate.den * 2 };

/**
 * The listed rate for a measured one. Above 60 it is halved until it fits; below 23 it becomes the smallest
 * listed multiple up to 30, so that every source frame is shown equally long, else 30.
 */
export const snapFrameRate = (measured: number): FrameRate => {
  if (!Number.isFinite(measured) || measured <= 0) return { num: 30, den: 1 };
  let rate = measured;
  while (rate > 60.5) rate /= 2;
  if (rate < 23) return multipleOf(rate) ?? { num: 30, den: 1 };
  return listed.reduce((best, one) =>
    Math.abs(perSecond(one) - rate) < Math.abs(perSecond(best) - rate) ? one : best,
  );
};

const multipleOf = (rate: number): FrameRate | undefined =>
  listed.find((one) => {
    const times = perSecond(one) / rate;
    return perSecond(one) <= 30 && Math.abs(times - Math.round(times)) < 0.0005 * times;
  });

/**
 * Frames per second from presentation times in seconds, in any order: the mean of the intervals near the
 * median one. Averages over the whole file mislead when the rate varies or the picture pauses.
 */
export const measureFrameRate = (times: readonly number[]): number | null => {
  const sorted = [...times].sort((a, b) => a - b);
  const intervals = sorted
    .slice(1)
    .map((time, i) => time - (sorted[i] ?? time))
    .filter((interval) => interval > 0.0005)
    .sort((a, b) => a - b);
  const median = intervals[Math.floor(intervals.length / 2)];
  if (median === undefined) return null;
  const near = intervals.filter((interval) => Math.abs(interval - median) <= median * 0.2);
  return near.length / near.reduce((sum, interval) => sum + interval, 0);
};

/** Whole frames nearest to this many seconds, at least one. */
export const framesFit = (seconds: number, rate: FrameRate): number =>
  Math.max(1, Math.round(seconds * perSecond(rate)));
