import { z } from 'zod';

import { id, milliseconds, timestamp } from './basics.ts';

export const historyParams = z.object({ videoId: id });

/** How far a viewer watched a video: `positionMs` is where to go on, 0 for the start. */
export const historyPosition = z.object({
  videoId: id,
  positionMs: milliseconds,
  /** Null when it was never watched. */
  watchedAt: timestamp.nullable(),
});
export type HistoryPosition = z.infer<typeof historyPosition>;

/** 0 when it was watched to its end. */
export const putHistory = z.strictObject({ positionMs: milliseconds });

/** A watched video as a list shows it. */
export const historyEntry = z.object({
  video: z.object({
    id,
    title: z.string(),
    channelName: z.string(),
    durationMs: milliseconds.nullable(),
    posterUrl: z.string().nullable(),
  }),
  positionMs: milliseconds,
  watchedAt: timestamp,
});
export type HistoryEntry = z.infer<typeof historyEntry>;
