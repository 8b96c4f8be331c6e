import type { PlayerPort } from '../model/player-port.ts';
import { stopEvent } from '../model/stop-event.ts';

/** Events of the media come four times a second: the rest of the way is waited for. */
const nearly = 0.35;

/**
 * Stops at `end-time`; a loop goes back to `start-time` there, and at the end of the media, too. Whoever seeks past it
 * watches on, and playing again after the stop begins at the start.
 */
export const endTime = (port: PlayerPort): void => {
  const { media } = port;
  // It plays already: what counts is where it began.
  let last = media.played.length > 0 ? media.played.start(0) : media.currentTime;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const start = (): number => (port.startTime > 0 && port.startTime < port.duration ? port.startTime : 0);

  const stop = (): void => {
    if (media.loop) {
      last = start();
      media.currentTime = last;
      return;
    }
    stopped = true;
    port.pause();
    media.dispatchEvent(new Event(stopEvent));
  };

  const follow = (): void => {
    clearTimeout(timer);
    const end = port.endTime;
    const now = media.currentTime;
    if (!(end > start()) || media.paused || media.seeking) return;
    if (now < end && end - now < nearly * media.playbackRate) {
      timer = setTimeout(follow, ((end - now) / media.playbackRate) * 1000);
    }
    if (last < end && now >= end - 0.01) stop();
    else last = now;
  };

  const seek = (): void => {
    clearTimeout(timer);
    const looped = media.loop && media.currentTime < 0.05 && last > media.duration - 1;
    last = media.currentTime;
    if (looped && start() > 0) media.currentTime = start();
    else if (Math.abs(media.currentTime - port.endTime) > 0.5) stopped = false;
  };

  const again = (): void => {
    if (stopped && Math.abs(media.currentTime - port.endTime) <= 0.5) media.currentTime = start();
    stopped = false;
  };

  media.addEventListener('timeupdate', follow);
  media.addEventListener('ratechange', follow);
  media.addEventListener('seeking', seek);
  media.addEventListener('play', again);
  media.addEventListener('emptied', () => {
    clearTimeout(timer);
    stopped = false;
    last = 0;
  });
  follow();
};
