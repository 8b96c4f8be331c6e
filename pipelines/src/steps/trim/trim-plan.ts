import type { Trim } from '@vidkit/contracts/schemas/trim';

import type { EncodePlan } from '../encode-plan.ts';
import { type FrameRate, perSecond } from '../frame-rate.ts';
import { MediaFailure } from '../media-failure.ts';

/**
 * The plan for a part of what another plan makes, by the same settings. Its ends are moved to the nearest frames that
 * every rung has. Nobody waits for it as for a first publication, so no rendition comes before the others. Throws
 * `MediaFailure` `too_short` where nothing is left.
 */
export const trimPlan = (whole: EncodePlan, { startMs, endMs }: Trim): EncodePlan => {
  const grid = slowest(whole) ?? { num: 1000, den: 1 };
  const rate = perSecond(grid);
  const nearest = (ms: number) => Math.round((Math.min(ms / 1000, whole.duration) * grid.num) / grid.den);
  const [first, last] = [nearest(startMs), nearest(endMs)];
  if (last <= first) throw new MediaFailure('too_short', `from ${startMs} to ${endMs} ms`);
  const [from, to] = [first / rate, last / rate];
  return {
    ...whole,
    start: whole.start + from,
    duration: (last - first) / rate,
    picture: whole.picture && {
      ...whole.picture,
      hold: Math.max(0, whole.picture.hold - (whole.duration - to)),
    },
    early: null,
    cutFrom: from,
  };
};

const slowest = ({ rungs }: EncodePlan): FrameRate | undefined =>
  rungs.map(({ frameRate }) => frameRate).toSorted((a, b) => perSecond(a) - perSecond(b))[0];
