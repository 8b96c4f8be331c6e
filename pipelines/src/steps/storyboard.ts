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
  const tiles = Math.max(1, Math.ceil(duration / interval - 0.01));
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
  const perSheet = plan.columns * plan.rows;
  const cues: string[] = [];
  for (let tile = 0; tile < plan.tiles && tile * step < duration; tile += 1) {
    const sheet = sheets[Math.floor(tile / perSheet)];
    if (!sheet) break;
    const place = tile % perSheet;
    const x = (place % plan.columns) * plan.width;
    const y = Math.floor(place / plan.columns) * plan.height;
    const end = tile + 1 === plan.tiles ? duration : Math.min(duration, (tile + 1) * step);
    cues.push(
      `${clock(tile * step)} --> ${clock(end)}\n${sheet}#xywh=${x},${y},${plan.width},${plan.height}\n`,
    );
  }
  return `WEBVTT\n\n${cues.join('\n')}`;
};

const even = (value: number): number => Math.max(2, 2 * Math.round(value / 2));

const clock = (seconds: number): string => {
  const total = Math.round(seconds * 1000);
  const part = (value: number, digits: number) => String(value).padStart(digits, '0');
  const minutes = Math.floor(total / 60_000);
  return `${part(Math.floor(minutes / 60), 2)}:${part(minutes % 60, 2)}:${part(Math.floor(total / 1000) % 60, 2)}.${part(total % 1000, 3)}`;
};
