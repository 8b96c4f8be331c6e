import type { Track } from './track.ts';

/** One entry of a media playlist: a byte range of the rendition's file. */
export interface Segment {
  readonly offset: number;
  readonly size: number;
  /** Seconds. */
  readonly duration: number;
}

/** GOPs of 2 s in an entry of 6 s, the length that clause 7.5 of Apple's specification asks for. */
export const fragmentsPerSegment = 3;
/** Seconds; a shorter tail joins the entry before it. */
export const shortestTail = 0.5;

/** Entries of about 6 s from fragments of about 2 s. Every rendition of a video is cut at the same places. */
export const groupSegments = (track: Track): Segment[] => {
  const { fragments, timescale, skipped } = track;
  const segments: Segment[] = [];
  for (let i = 0; i < fragments.length; i += fragmentsPerSegment) {
    const group = fragments.slice(i, i + fragmentsPerSegment);
    const ticks = group.reduce((sum, fragment) => sum + fragment.duration, i === 0 ? -skipped : 0);
    segments.push({
      offset: group[0]?.offset ?? track.initSize,
      size: group.reduce((sum, fragment) => sum + fragment.size, 0),
      duration: ticks / timescale,
    });
  }
  const tail = segments.at(-1);
  const before = segments.at(-2);
  if (!tail || !before || tail.duration >= shortestTail) return segments;
  const joined = {
    offset: before.offset,
    size: before.size + tail.size,
    duration: before.duration + tail.duration,
  };
  return [...segments.slice(0, -2), joined];
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
