/** The stretch in which a viewer can move, in seconds of the media. */
export interface Reach {
  readonly start: number;
  /** The end of the video; of what is live, where one should be to be with everybody else. */
  readonly end: number;
  readonly live: boolean;
}

/** What decides it, of a player. */
export interface Playhead {
  readonly duration: number;
  readonly media: { readonly seekable: TimeRanges };
  readonly engine: { readonly livePosition: number | null } | null;
}

/** Seconds behind everybody else from which on a viewer is told how to come back. */
const behind = 5;
/** A live stream that keeps less than this many seconds offers no moving about. */
const leastStretch = 15;

/** Where a viewer can go; null while that is not known, and where there is nowhere to go. */
export const reachOf = ({ duration, media, engine }: Playhead): Reach | null => {
  if (Number.isFinite(duration)) return duration > 0 ? { start: 0, end: duration, live: false } : null;
  const { seekable } = media;
  if (duration !== Infinity || seekable.length === 0) return null;
  const end = engine?.livePosition ?? seekable.end(seekable.length - 1);
  const start = seekable.start(0);
  return end - start >= leastStretch ? { start, end, live: true } : null;
};

/** Whether the viewer of a live stream is where everybody else is. */
export const isAtEdge = (reach: Reach | null, currentTime: number): boolean =>
  reach === null || reach.end - currentTime < behind;
