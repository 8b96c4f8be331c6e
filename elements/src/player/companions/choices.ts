import type { PlayerPort } from '../model/player-port.ts';
import { preferencesOf } from '../model/preferences.ts';

/**
 * Gives a player what its viewer chose at an earlier one. What the page set itself stays; a sound that the page or
 * the browser turned off is never turned on.
 */
export const applyChoices = (port: PlayerPort): void => {
  const { media, element } = port;
  const choices = preferencesOf(element);
  const volume = choices.get('volume');
  if (volume !== undefined && media.volume === 1) media.volume = volume;
  if (choices.get('muted')) media.muted = true;
  applyRate(port);
  // Every source begins at its own speed, and with its own qualities.
  media.addEventListener('loadeddata', () => applyRate(port));
  let pending = true;
  media.addEventListener('loadedmetadata', () => (pending = true));
  // What shows the first frames may know of no choice yet.
  for (const type of ['loadeddata', 'timeupdate']) {
    media.addEventListener(type, () => {
      if (pending && port.engine && port.engine.qualities.length > 1) {
        pending = false;
        applyQuality(port);
      }
    });
  }
};

const applyRate = ({ media, element }: PlayerPort): void => {
  const rate = preferencesOf(element).get('rate');
  if (rate === undefined || media.playbackRate !== 1) return;
  try {
    media.playbackRate = rate;
  } catch {
    // Faster than this browser plays.
  }
};

/** The best one that is not larger than what was chosen; a video that has only larger ones decides by itself. */
const applyQuality = ({ engine, element }: PlayerPort): void => {
  const side = preferencesOf(element).get('quality');
  if (typeof side !== 'number' || !engine || engine.quality !== null) return;
  const fitting = engine.qualities.find(({ width, height }) => Math.min(width, height) <= side);
  if (fitting) engine.quality = fitting.id;
};
