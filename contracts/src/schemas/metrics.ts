import { z } from 'zod';

import { id } from './basics.ts';

/** A day in UTC, such as `2026-11-29`. */
const day = z.iso
  .date()
  .refine((text) => text >= '2000-01-01', { error: 'is before there were videos here' });
/** A year can be compared with the one before. */
const maxDays = 800;

const count = z.int().min(0);

export const metricsQuery = z
  .object({
    /** The first day; four weeks with `to` when it is not given. */
    from: day.optional(),
    /** The last day; today when it is not given. */
    to: day.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'The first day is after the last one.',
  })
  .refine(
    ({ from, to }) =>
      from === undefined ||
      (Date.parse(to ?? new Date().toISOString()) - Date.parse(from)) / 86_400_000 < maxDays,
    { path: ['from'], message: `There are more than ${maxDays} days.` },
  );

const counters = {
  /** Views that showed a picture. Two of one person are two. */
  views: count,
  /** Those that failed before they did. */
  failedStarts: count,
  /** Milliseconds that were played. */
  watchedMs: count,
  /** Views that reached the end. */
  completions: count,
  /** Standstills for want of media, and the milliseconds that they took. */
  rebuffers: count,
  rebufferMs: count,
  /** Views that failed for good, before or after the first picture. */
  errors: count,
};

/** What was counted of the views of a video. Estimates: anybody can send reports, and browsers that ask not to be tracked send none. */
export const videoMetrics = z.object({
  videoId: id,
  from: day,
  to: day,
  total: z.object(counters),
  /** The oldest first; days without views are not among them. */
  days: z.array(z.object({ day, ...counters })),
});
export type VideoMetrics = z.infer<typeof videoMetrics>;
