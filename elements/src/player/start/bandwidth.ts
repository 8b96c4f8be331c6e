import { preferencesOf } from '../model/preferences.ts';

/** Bits per second of a line of which nothing is known: a phone on the way, rather than a cable. */
const unknown = 3_000_000;
/** Milliseconds between two notes of it. */
const noteEvery = 10_000;

interface Connection {
  /** Mbit/s, rounded, and at most 10. */
  readonly downlink?: number;
  readonly saveData?: boolean;
}

const connection = (): Connection => (navigator as { connection?: Connection }).connection ?? {};

/** What the line is believed to carry before anything was measured: what it carried last time, else what the browser says. */
export const believedBandwidth = (player: Element): number => {
  const { downlink } = connection();
  const said = downlink ? downlink * 1_000_000 : null;
  const remembered = preferencesOf(player).get('bandwidth');
  // A line that the browser knows to be slow now is not the one of last time.
  if (remembered && (said === null || said >= 10_000_000)) return remembered;
  return Math.min(said ?? unknown, remembered ?? Infinity);
};

let notedAt = -noteEvery;

/** Keeps what was measured for the next video. */
export const rememberBandwidth = (player: Element, bitsPerSecond: number): void => {
  if (!Number.isFinite(bitsPerSecond) || performance.now() - notedAt < noteEvery) return;
  notedAt = performance.now();
  preferencesOf(player).set('bandwidth', Math.round(bitsPerSecond));
};

/** Whether the viewer has asked the browser to spare the line. */
export const wantsLessData = (): boolean =>
  connection().saveData === true || matchMedia('(prefers-reduced-data: reduce)').matches;
