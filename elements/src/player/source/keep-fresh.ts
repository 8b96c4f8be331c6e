import type { Playback } from '@vidkit/contracts/schemas/playback';

import type { PlaybackSource } from './playback-source.ts';

/** Renew this long before the media's right to be read ends; for a short right, in the second half of its life. */
const margin = 60_000;
/** After a renewal that got no answer. */
const retryPause = 5_000;
/** A fresh right that seems to have ended: the viewer's clock is wrong, and refusals have to tell when it ends. */
const wrongClockPause = 300_000;

/** Milliseconds until a right that has `remaining` of them left should be renewed. */
export const renewalWait = (remaining: number, answered: boolean): number => {
  if (!answered) return retryPause;
  if (remaining <= 0) return wrongClockPause;
  return Math.min(Math.max(500, remaining - Math.min(margin, remaining / 2)), 2 ** 31 - 1);
};

/** Calls back with renewed addresses before the present ones run out, until the source is closed. */
export const keepFresh = (source: PlaybackSource, onRenewed: (playback: Playback) => void): void => {
  const { signal } = source;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = (answered: boolean): void => {
    if (signal.aborted || source.state.kind !== 'ready') return;
    const remaining = Date.parse(source.state.playback.expiresAt) - Date.now();
    timer = setTimeout(() => void renew(), renewalWait(remaining, answered));
  };
  const renew = async (): Promise<void> => {
    const playback = await source.ask();
    if (playback && !signal.aborted) onRenewed(playback);
    schedule(playback !== null);
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  schedule(true);
};
