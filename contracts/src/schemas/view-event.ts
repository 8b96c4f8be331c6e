import { z } from 'zod';

import { id, milliseconds } from './basics.ts';

/** A moment in the video. */
const position = milliseconds;
/** A stretch of time, at most a day. */
const stretch = z.int().min(0).max(86_400_000);
/** Names the kind of a failure, never what was said about it: texts of browsers can tell about a person. */
const code = z.string().regex(/^[a-z][a-z_]{0,39}$/);

const common = {
  /** Numbers the events of a view from 0; sent twice, an event is stored once. */
  seq: z.int().min(0).max(99_999),
  /** Milliseconds since playback was asked for. */
  at: z.int().min(0).max(2_147_483_647),
  position,
};

const watched = {
  /** What was seen since the event before that told it, as `[from, to]` in milliseconds of the video. */
  ranges: z
    .array(z.tuple([position, position]).refine(([from, to]) => from <= to, 'A range ends before it begins.'))
    .max(50),
  /** How long it played since then, by the clock of the viewer. */
  playedMs: stretch,
};

/** What happens in one view, from the wish to watch on. Raw figures: ratios and percentiles are made by whoever reads them. */
export const viewEvent = z.discriminatedUnion('type', [
  /** The first frame with a moving playhead. `startupMs` is the time that it took since playback was asked for. */
  z.strictObject({
    ...common,
    type: z.literal('start'),
    startupMs: stretch,
    autoplay: z.boolean(),
    muted: z.boolean(),
  }),
  /** It is being watched: 10 s after the start, then every 30 s of playing. */
  z.strictObject({ ...common, ...watched, type: z.literal('beat') }),
  /** Playing went past a quarter, a half, three quarters of the video, or reached its end; once each. */
  z.strictObject({
    ...common,
    type: z.literal('quartile'),
    percent: z.union([z.literal(25), z.literal(50), z.literal(75), z.literal(100)]),
  }),
  /** `position` is where it led. */
  z.strictObject({ ...common, type: z.literal('seek'), from: position }),
  /** It stood still for want of media, neither at the start nor for a seek or a pause. */
  z.strictObject({ ...common, type: z.literal('rebuffer'), ms: stretch }),
  /** From here on this rendition is shown. */
  z.strictObject({
    ...common,
    type: z.literal('rendition'),
    height: z.int().min(0).max(20_000),
    bitrate: z.int().min(0).max(1_000_000_000),
  }),
  /** It failed for good; `started` tells a failure of the start from one of playback. */
  z.strictObject({ ...common, type: z.literal('error'), code, started: z.boolean() }),
  z.strictObject({ ...common, ...watched, type: z.literal('end') }),
  /** The page or the source went away. */
  z.strictObject({ ...common, ...watched, type: z.literal('leave') }),
]);
export type ViewEvent = z.infer<typeof viewEvent>;

/** Events of one view of one video. `view` is random and made anew for every view; nobody keeps it. */
export const viewReport = z.strictObject({
  view: id,
  videoId: id,
  events: z.array(viewEvent).min(1).max(100),
});
export type ViewReport = z.input<typeof viewReport>;
