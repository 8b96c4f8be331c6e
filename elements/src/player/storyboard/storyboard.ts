/** One small picture inside a sheet, and the time that it stands for in seconds. */
export interface Tile {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Fetches a storyboard. An empty list when it cannot be had or read: previews are an extra that never disturbs.
 */
export const loadStoryboard = async (url: string, signal?: AbortSignal): Promise<readonly Tile[]> => {
  try {
    const response = await fetch(url, { credentials: 'omit', signal: signal ?? null });
    return response.ok ? parseStoryboard(await response.text(), response.url || url) : [];
  } catch {
    return [];
  }
};

/** Reads WebVTT whose cues are `sheet.jpg#xywh=x,y,w,h`; addresses are relative to the file's own. */
export const parseStoryboard = (text: string, base: string): readonly Tile[] => {
  const tiles: Tile[] = [];
  for (const block of text.split(/\r?\n\s*\r?\n/)) {
    const cue = /([\d:.]+)\s+-->\s+([\d:.]+)[^\n]*\n\s*(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/.exec(block);
    if (!cue) continue;
    const [, start = '', end = '', sheet = '', ...place] = cue;
    const [x = 0, y = 0, width = 0, height = 0] = place.map(Number);
    if (!URL.canParse(sheet, base) || width === 0 || height === 0) continue;
    tiles.push({
      start: seconds(start),
      end: seconds(end),
      url: new URL(sheet, base).href,
      x,
      y,
      width,
      height,
    });
  }
  return tiles;
};

/** The tile of a moment; the last one that began, for gaps and for the end. */
export const tileAt = (tiles: readonly Tile[], time: number): Tile | null =>
  tiles.findLast((tile) => tile.start <= time) ?? tiles[0] ?? null;

const seconds = (stamp: string): number =>
  stamp.split(':').reduce((total, part) => total * 60 + Number(part), 0);
