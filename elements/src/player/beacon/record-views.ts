import type { PlayerPort } from '../model/player-port.ts';
import type { Beacon } from './beacon.ts';

/** What is read of the player. */
export interface ViewedPlayer extends Pick<
  PlayerPort,
  'element' | 'media' | 'engine' | 'failure' | 'duration'
> {
  readonly videoId: string;
  readonly src: string;
  readonly api: string;
  /** `performance.now()` of the first wish to play the present source; 0 before. Another source has another. */
  readonly playAskedAt: number;
}

/** How a view began: all times by `performance.now()`. */
export interface ViewStart {
  readonly askedAt: number;
  /** First frame with a moving playhead; null when it failed before. */
  readonly movedAt: number | null;
}

/**
 * Follows all views of a player, and notes when each begins. What tells of them is fetched after the first frame or at
 * a failure, and not at all where somebody asked not to be measured.
 */
export const recordViews = (player: ViewedPlayer): void => {
  const { element, media } = player;
  let askedAt = 0;
  let beacon: Beacon | null = null;

  const begin = async (start: ViewStart): Promise<void> => {
    const { Beacon } = await import('./beacon.ts');
    if (player.playAskedAt === start.askedAt) beacon = new Beacon(player, start);
  };

  const notice = ({ type }: Event): void => {
    if (player.playAskedAt === askedAt) return;
    beacon?.leave();
    beacon = null;
    if (!mayMeasure(player)) return;
    askedAt = player.playAskedAt;
    const view = { askedAt };
    const told = (movedAt: number | null) => void begin({ ...view, movedAt }).catch(() => undefined);
    if (type === 'error') return told(null);
    onceMoving(media, (at) => player.playAskedAt === view.askedAt && told(at));
  };

  element.addEventListener('playing', notice);
  element.addEventListener('error', notice);
};

/** Only videos of ours, and only of those who did not ask to be left alone, be it by the page or by their browser. */
const mayMeasure = ({ element, videoId, src, playAskedAt }: ViewedPlayer): boolean =>
  playAskedAt > 0 &&
  videoId !== '' &&
  src === '' &&
  !element.hasAttribute('without-analytics') &&
  navigator.doNotTrack !== '1' &&
  !(navigator as Navigator & { globalPrivacyControl?: boolean }).globalPrivacyControl;

/** Calls back with the time of the first frame after which the playhead has moved; sound alone has the clock of `timeupdate`. */
const onceMoving = (media: HTMLVideoElement, then: (at: number) => void): void => {
  const from = media.currentTime;
  let done = false;
  const look = (): void => {
    if (done) return;
    done = media.currentTime > from;
    if (done) {
      media.removeEventListener('timeupdate', look);
      then(performance.now());
    } else media.requestVideoFrameCallback?.(look);
  };
  media.addEventListener('timeupdate', look);
  media.requestVideoFrameCallback?.(look);
};
