import type { Part } from '../../transcoders/transcoder.ts';
import { type EncodePlan, frameCount } from '../encode-plan.ts';
import { framesFit, perSecond } from '../frame-rate.ts';
import { highest, type Rung } from '../ladder.ts';

/** How a part of a revision is made of what the revision consists of. */
export interface CopyPlan {
  /** Seconds of the whole that are encoded anew: up to the first keyframe, and from the last one on. */
  readonly edges: { readonly before: Part | null; readonly after: Part | null };
  /** GOPs that are copied, counted from 0; `to` is the first that is not. */
  readonly from: number;
  readonly to: number;
}

/** Null where no whole GOP lies between the two ends: then there is nothing to copy. */
export const planCopy = (whole: EncodePlan, trimmed: EncodePlan): CopyPlan | null => {
  const top = highest(whole.rungs);
  const rate = perSecond(top.frameRate);
  const start = framesUntil(trimmed.cutFrom ?? 0, top);
  const end = start + frameCount(trimmed, top);
  const toTheEnd = end >= frameCount(whole, top);
  const from = Math.ceil(start / top.gopFrames);
  const to = toTheEnd ? Math.ceil(end / top.gopFrames) : Math.floor(end / top.gopFrames);
  if (to <= from) return null;
  const part = (first: number, last: number): Part | null =>
    last > first ? { start: first / rate, duration: (last - first) / rate } : null;
  return {
    edges: {
      before: part(start, from * top.gopFrames),
      after: toTheEnd ? null : part(to * top.gopFrames, end),
    },
    from,
    to,
  };
};

const framesUntil = (seconds: number, { frameRate }: Rung): number =>
  seconds > 0 ? framesFit(seconds, frameRate) : 0;
