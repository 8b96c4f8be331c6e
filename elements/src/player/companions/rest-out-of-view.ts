import type { PlayerPort } from '../model/player-port.ts';

/** Less of the player than this is out of view. */
const least = 0.2;

/**
 * With `pause-out-of-view`: pauses while the player is scrolled away, and goes on when it is back. Picture-in-picture
 * and full screen are in view wherever the player is.
 */
export const restOutOfView = (port: PlayerPort): void => {
  const { media, element } = port;
  let resting = false;
  const change = (entries: readonly IntersectionObserverEntry[]): void => {
    const seen = (entries.at(-1)?.intersectionRatio ?? 0) >= least;
    if (!seen && element.hasAttribute('pause-out-of-view')) {
      if (media.paused || elsewhere()) return;
      port.pause();
      resting = true;
    } else if (seen && resting) {
      resting = false;
      void port.play().catch(() => undefined);
    }
  };
  const elsewhere = (): boolean =>
    document.fullscreenElement !== null ||
    document.pictureInPictureElement === element ||
    media.ownerDocument !== document;
  const observer = new IntersectionObserver(change, { threshold: [0, least] });
  // Whoever plays it meanwhile has decided.
  media.addEventListener('play', () => (resting = false));
  element.addController({
    hostConnected: () => observer.observe(element),
    hostDisconnected: () => {
      observer.disconnect();
      resting = false;
    },
  });
};
