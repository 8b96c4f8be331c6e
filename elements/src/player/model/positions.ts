import type { ChoiceStore } from './preferences.ts';

/** Where a viewer stopped watching, by the id of a video. Seconds. */
export interface Positions {
  get(videoId: string): number | undefined;
  keep(videoId: string, seconds: number): void;
  drop(videoId: string): void;
}

type Held = readonly [videoId: string, seconds: number];

const entry = 'vidkit.positions';
const most = 100;
/** A hundred of ours are about 5,000 characters: what is longer than this is not ours. */
const maxLength = 16_384;
const longest = 31_536_000;

/** The newest hundred positions in one entry of a store, checked when they are read; in memory where it refuses. */
export const createPositions = (open: () => ChoiceStore): Positions => {
  /** What holds when nothing could be stored. */
  let memory: readonly Held[] | null = null;

  const read = (): readonly Held[] => {
    if (memory) return memory;
    try {
      const text = open().getItem(entry) ?? '';
      const value: unknown = text.length <= maxLength ? JSON.parse(text) : null;
      return Array.isArray(value) ? value.filter(isHeld).slice(-most) : [];
    } catch {
      return [];
    }
  };

  const write = (held: readonly Held[]): void => {
    const kept = held.slice(-most);
    try {
      if (memory) memory = kept;
      else open().setItem(entry, JSON.stringify(kept));
    } catch {
      // Refused or full.
      memory = kept;
    }
  };

  const others = (videoId: string): readonly Held[] => read().filter(([id]) => id !== videoId);

  return {
    get: (videoId) => read().find(([id]) => id === videoId)?.[1],
    keep: (videoId, seconds) => {
      const held: Held = [videoId, Math.round(seconds * 10) / 10];
      if (isHeld(held)) write([...others(videoId), held]);
    },
    drop: (videoId) => {
      const left = others(videoId);
      if (left.length !== read().length) write(left);
    },
  };
};

/** The positions of the embedding origin. Touch them only after interest: nothing is read or stored before. */
export const positions: Positions = createPositions(() => localStorage);

/** What is worth going on from: not the first seconds, and not the end, where only the last words are left. */
export const worthResuming = (seconds: number, duration: number): boolean =>
  seconds >= 10 && seconds < duration - Math.min(15, duration * 0.05);

const isHeld = (value: unknown): value is Held =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'string' &&
  /^[\w-]{1,64}$/.test(value[0]) &&
  typeof value[1] === 'number' &&
  value[1] >= 0 &&
  value[1] <= longest;
