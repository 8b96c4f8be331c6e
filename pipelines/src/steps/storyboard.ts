import { type FrameRate, framesFit, perSecond } from './frame-rate.ts';

/** Sheets of small pictures for previews while seeking. */
export interface StoryboardPlan {
  /** Size of one tile in pixels. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Seconds between tiles; the first shows 0. */
  readonly interval: number;
  readonly tiles: number;
}

const longSide = 160;
const columns = 10;
/** Seconds between the keyframes of every rendition, nearly. */
const gopSeconds = 2;
const tilesPerSheet = 100;
const maxSheets = 4;

/** A tile every 2 s, every second below 10 s, and wider apart where that would need more than four sheets. */
export const planStoryboard = (picture: {
  width: number;
  height: number;
  duration: number;
}): StoryboardPlan => {
  const { width, height, duration } = picture;
  const wanted = Math.max(duration < 10 ? 1 : 2, duration / (maxSheets * tilesPerSheet));
  const interval = Math.ceil(wanted * 10) / 10;
  return arrange(width, height, { interval, tiles: Math.max(1, Math.ceil(duration / interval - 0.01)) });
};

/** A tile for every keyframe of a rendition, or for every second, third … one where those are too many. */
export const planKeyframeTiles = (picture: {
  width: number;
  height: number;
  keyframes: number;
}): StoryboardPlan & { readonly step: number } => {
  const { width, height, keyframes } = picture;
  const step = Math.ceil(keyframes / (maxSheets * tilesPerSheet));
  const tiles = Math.ceil(keyframes / step);
  return { ...arrange(width, height, { interval: step * gopSeconds, tiles }), step };
};

const arrange = (
  width: number,
  height: number,
  { interval, tiles }: Pick<StoryboardPlan, 'interval' | 'tiles'>,
): StoryboardPlan => {
  const scale = longSide / Math.max(width, height);
  return {
    width: even(width * scale),
    height: even(height * scale),
    columns: Math.min(columns, tiles),
    rows: Math.min(tilesPerSheet / columns, Math.ceil(tiles / columns)),
    interval,
    tiles,
  };
};

/** Frames of a rung from one tile to the next. */
export const framesPerTile = (plan: StoryboardPlan, rate: FrameRate): number =>
  framesFit(plan.interval, rate);

export const sheetCount = ({ tiles, columns: across, rows }: StoryboardPlan): number =>
  Math.ceil(tiles / (across * rows));

/** WebVTT whose cues name a region of a sheet by `#xywh=`. `rate` is that of the rung the tiles were cut from. */
export const storyboardVtt = (
  plan: StoryboardPlan,
  sheets: readonly string[],
  rate: FrameRate,
  duration: number,
): string => {
  const step = framesPerTile(plan, rate) / perSecond(rate);
  const starts = Array.from({ length: plan.tiles }, (_, tile) => tile * step);
  return tilesVtt(plan, sheets, [...starts.filter((start) => start < duration), duration]);
};

/** The same for tiles at whatever times: where each begins, in seconds, and where the last one ends. */
export const tilesVtt = (
  plan: StoryboardPlan,
  sheets: readonly string[],
  times: readonly number[],
): string => {
  const perSheet = plan.columns * plan.rows;
  const cues = times.slice(0, -1).flatMap((start, tile) => {
    const sheet = sheets[Math.floor(tile / perSheet)];
    if (!sheet) return [];
    const place = tile % perSheet;
    const x = (place % plan.columns) * plan.width;
    const y = Math.floor(place / plan.columns) * plan.height;
    const span = `${clock(start)} --> ${clock(times[tile + 1] ?? start)}`;
    return [`${span}\n${sheet}#xywh=${x},${y},${plan.width},${plan.height}\n`];
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
};

const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

const clock = (seconds: number): string => {
  const total = Math.round(seconds * 1000);
  const part = (value: number, digits: number) => String(value).padStart(digits, '0');
  const minutes = Math.floor(total / 60_000);
  return `${part(Math.floor(minutes / 60), 2)}:${part(minutes % 60, 2)}:${part(Math.floor(total / 1000) % 60, 2)}.${part(total % 1000, 3)}`;
};
