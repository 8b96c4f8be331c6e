import type { Track } from './track.ts';

/** One entry of a media playlist: a byte range of the rendition's file. */
export interface Segment {
  readonly offset: number;
  readonly size: number;
  /** Seconds. */
  readonly duration: number;
}

/** GOPs of 2 s in an entry of 6 s, the length that clause 7.5 of Apple's specification asks for. */
const fragmentsPerSegment = 3;
/** GOPs in each of the first entries, so that the first frame does not wait for six seconds (decision 22). */
const firstSegments: readonly number[] = [1, 1, 1];
/** Seconds; a shorter tail joins the entry before it. */
export const shortestTail = 0.5;
/** Seconds; a trim may begin with less, and then with the GOP after it, too. */
const shortestStart = 1;
/**
 * Seconds that the lists of media name as their target, also where no entry is as long: what is a peak is measured over
 * runs of about this length.
 */
export const usualTarget = 6;

/** GOPs in an entry, by its number from 0. */
export const fragmentsOf = (entry: number): number => firstSegments[entry] ?? fragmentsPerSegment;

/** Seconds at which entries begin after the first one. Those of one rendition of a video serve all others. */
export const planCuts = (track: Track): number[] => {
  const starts = startsOf(track);
  const end = endOf(track);
  const cuts: number[] = [];
  let first = 0;
  for (;;) {
    first += fragmentsOf(cuts.length);
    if (cuts.length === 0 && (starts[first] ?? Infinity) < shortestStart) first += 1;
    const cut = starts[first];
    if (cut === undefined || end - cut < shortestTail) return cuts;
    cuts.push(cut);
  }
};

/** Entries that begin with the fragments nearest to these cuts: every rendition of a video is cut at the same places. */
export const groupSegments = (track: Track, cuts: readonly number[]): Segment[] => {
  const { fragments, timescale, skipped } = track;
  const firsts = [0, ...nearest(startsOf(track), cuts)];
  return firsts.map((first, i) => {
    const group = fragments.slice(first, firsts[i + 1]);
    const ticks = group.reduce((sum, { duration }) => sum + duration, i === 0 ? -skipped : 0);
    return {
      offset: group[0]?.offset ?? track.initSize,
      size: group.reduce((sum, { size }) => sum + size, 0),
      duration: ticks / timescale,
    };
  });
};

/** One entry for every keyframe: its bytes, and the time until the next one. */
export const keyframeSegments = (track: Track): Segment[] =>
  track.fragments.map((fragment) => ({
    offset: fragment.offset,
    size: fragment.keyframeEnd,
    duration: fragment.duration / track.timescale,
  }));

/** Seconds of all entries. */
export const totalDuration = (segments: readonly Segment[]): number =>
  segments.reduce((sum, segment) => sum + segment.duration, 0);

/** RFC 8216, section 4.3.3.1: every duration, rounded, is at most this. */
export const targetDuration = (segments: readonly Segment[]): number =>
  Math.max(1, ...segments.map((segment) => Math.round(segment.duration)));

/** Seconds at which fragments begin. */
const startsOf = ({ fragments, timescale, skipped }: Track): number[] =>
  fragments.map(({ time }, i) => (i === 0 ? 0 : (time - skipped) / timescale));

const endOf = ({ fragments, timescale, skipped }: Track): number => {
  const last = fragments.at(-1);
  return last ? (last.time + last.duration - skipped) / timescale : 0;
};

/** Indexes of the starts nearest to each cut but for the first start; both ascend. */
const nearest = (starts: readonly number[], cuts: readonly number[]): number[] => {
  let at = 0;
  const found = cuts.map((cut) => {
    while (Math.abs((starts[at + 1] ?? Infinity) - cut) <= Math.abs((starts[at] ?? 0) - cut)) at += 1;
    return at;
  });
  return [...new Set(found)].filter((index) => index > 0);
};
