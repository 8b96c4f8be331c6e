import type { Engine } from '../engine/engine.ts';
import type { PlayerError } from '../model/player-error.ts';
import type { Beacon } from './beacon.ts';

/** What is read of the player. */
export interface ViewedPlayer extends Element {
  readonly media: HTMLVideoElement;
  readonly engine: Engine | null;
  readonly failure: PlayerError | null;
  readonly videoId: string;
  readonly src: string;
  readonly api: string;
  readonly autoplay: boolean;
  readonly duration: number;
  /** `performance.now()` of the first wish to play the present source; 0 before. Another source has another. */
  readonly playAskedAt: number;
}

/** How a view began; times by `performance.now()`. */
export interface ViewStart {
  readonly askedAt: number;
  /** First frame with a moving playhead; null when it failed before. */
  readonly movedAt: number | null;
  /** Where in the video it began, in milliseconds. */
  readonly from: number;
}

const recorded = new WeakSet<ViewedPlayer>();

/**
 * Follows all views of a player, once, and notes when each begins. What tells of them is fetched after the first frame or
 * at a failure, and not at all where somebody asked not to be measured.
 */
export const recordViews = (player: ViewedPlayer): void => {
  if (recorded.has(player)) return;
  recorded.add(player);
  const { media } = player;
  let askedAt = 0;
  let beacon: Beacon | null = null;

  const begin = async (start: ViewStart): Promise<void> => {
    const { Beacon } = await import('./beacon.ts');
    if (player.playAskedAt === start.askedAt) beacon = new Beacon(player, start);
  };

  const notice = ({ type }: Pick<Event, 'type'>): void => {
    if (player.playAskedAt === askedAt) return;
    beacon?.leave();
    beacon = null;
    if (!mayMeasure(player)) return;
    askedAt = player.playAskedAt;
    const view = { askedAt, from: media.currentTime * 1000 };
    const told = (movedAt: number | null) => void begin({ ...view, movedAt }).catch(() => undefined);
    if (type === 'error') return told(null);
    onceMoving(media, (at) => player.playAskedAt === view.askedAt && told(at));
  };

  player.addEventListener('playing', notice);
  player.addEventListener('error', notice);
  // This came after what it waits for.
  if (player.failure) notice({ type: 'error' });
  else if (!media.paused && media.readyState > HTMLMediaElement.HAVE_CURRENT_DATA)
    notice({ type: 'playing' });
};

/** Only videos of ours, and only of those who did not ask to be left alone, be it by the page or by their browser. */
const mayMeasure = (player: ViewedPlayer): boolean =>
  player.playAskedAt > 0 &&
  player.videoId !== '' &&
  player.src === '' &&
  !player.hasAttribute('without-analytics') &&
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
