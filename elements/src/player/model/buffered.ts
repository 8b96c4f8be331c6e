/** Seconds of a gap that browsers play across. */
const gap = 0.3;

/** End of what is buffered around a moment, in seconds; null where nothing is. */
export const bufferedUntil = (ranges: TimeRanges, seconds: number, reach = gap): number | null => {
  for (let index = 0; index < ranges.length; index++) {
    if (ranges.start(index) - reach <= seconds && seconds < ranges.end(index)) return ranges.end(index);
  }
  return null;
};
