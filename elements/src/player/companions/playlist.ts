import type { PlayerPort } from '../model/player-port.ts';
import { stopEvent } from '../model/stop-event.ts';

/** Seconds after which "previous" means the start of the present video. */
const justBegun = 3;

export interface PlaylistChange {
  readonly videoId: string;
  /** Its place in the playlist, from 0. */
  readonly index: number;
}

/** Goes to the neighbour in the playlist, and plays it if the present one was asked to play. */
export const step = async (port: PlayerPort, by: 1 | -1): Promise<void> => {
  const { playlist, videoId } = port;
  const index = playlist.indexOf(videoId) + by;
  const target = playlist[index];
  if (by < 0 && (port.currentTime > justBegun || target === undefined)) {
    port.currentTime = Math.max(0, port.startTime);
    return;
  }
  if (port.src || target === undefined || !playlist.includes(videoId)) return;
  const { started } = port;
  port.videoId = target;
  await port.element.updateComplete;
  const detail: PlaylistChange = { videoId: target, index };
  port.element.dispatchEvent(new CustomEvent('vid-playlist-change', { detail }));
  if (started) await port.play().catch(() => undefined);
};

/** Where the page has its own controls, nobody shows what comes next: it simply comes. */
export const autoNext = (port: PlayerPort): void => {
  const advance = (): void => {
    if (port.withoutControls && !port.element.hasAttribute('without-autoplay-next')) void step(port, 1);
  };
  port.media.addEventListener('ended', advance);
  port.media.addEventListener(stopEvent, advance);
};
