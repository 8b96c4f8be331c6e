import type { PlayerPort } from '../model/player-port.ts';
import { airPlay } from './airplay.ts';
import { endTime } from './end-time.ts';
import { mediaSession } from './media-session.ts';
import { autoNext } from './playlist.ts';
import { restWhileHidden } from './rest-while-hidden.ts';
import { restOutOfView } from './rest-out-of-view.ts';
import { wakeLock } from './wake-lock.ts';

/** What only matters once a picture moves. Called once a player, at its first frame. */
export const duringPlayback = (port: PlayerPort): void => {
  for (const accompany of [
    endTime,
    autoNext,
    mediaSession,
    wakeLock,
    restWhileHidden,
    restOutOfView,
    airPlay,
  ]) {
    accompany(port);
  }
};
