/** A moment of the video that is talked about. */
export interface Marker {
  /** Seconds. */
  readonly time: number;
  /** How many speak of it; 1 unless given. */
  readonly count?: number;
}

/** More ticks than this could not be told apart, and would only be slow. */
const most = 500;

/** Pieces of the heat strip; enough to look smooth at any width of a player. */
const bins = 100;

/** What can be shown of what the page gave: real moments within `duration`, in order, one for each second. */
export const usableMarkers = (given: unknown, duration: number): readonly Required<Marker>[] => {
  if (!Array.isArray(given) || !(duration > 0)) return [];
  const counts = new Map<number, number>();
  for (const entry of given as unknown[]) {
    const { time, count = 1 } = (entry ?? {}) as Partial<Record<keyof Marker, unknown>>;
    if (typeof time !== 'number' || !(time >= 0 && time <= duration)) continue;
    if (typeof count !== 'number' || !(count > 0 && Number.isFinite(count))) continue;
    const second = Math.floor(time);
    counts.set(second, (counts.get(second) ?? 0) + count);
    if (counts.size >= most) break;
  }
  return [...counts].map(([time, count]) => ({ time, count })).sort((a, b) => a.time - b.time);
};

/** The nearest moment after (`1`) or before (`-1`) `seconds`; null when there is none. */
export const markerTarget = (
  markers: readonly Required<Marker>[],
  seconds: number,
  step: 1 | -1,
): number | null => {
  const found =
    step > 0
      ? markers.find(({ time }) => time > seconds + 0.5)
      : markers.findLast(({ time }) => time < seconds - 1.5);
  return found?.time ?? null;
};

/**
 * How much is said along the video, as an area in a box of 100 × 10 with its foot at the bottom: an SVG path. Each
 * moment is spread over its neighbourhood, so that many near ones grow into one hill. Empty without markers.
 */
export const heatPath = (markers: readonly Required<Marker>[], duration: number): string => {
  if (markers.length === 0 || !(duration > 0)) return '';
  const heights = Array.from({ length: bins + 1 }, (_, bin) =>
    markers.reduce((sum, { time, count }) => {
      const distance = (time / duration) * bins - bin;
      return sum + count * Math.exp((-distance * distance) / 8);
    }, 0),
  );
  const top = Math.max(...heights);
  const points = heights.map((height, bin) => `${bin} ${(10 - (height / top) * 10).toFixed(1)}`);
  return `M0 10L${points.join('L')}L${bins} 10Z`;
};
