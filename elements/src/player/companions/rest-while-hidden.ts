import type { PlayerPort } from '../model/player-port.ts';

/** Pauses a muted loop, which is decoration, while its tab is hidden: nobody sees or hears it. */
export const restWhileHidden = (port: PlayerPort): void => {
  const { media, element } = port;
  let resting = false;
  /** In a window of its own, or in one of the browser's. */
  const seenElsewhere = (): boolean =>
    document.pictureInPictureElement === element || !media.ownerDocument.hidden;
  const change = (): void => {
    if (document.hidden) {
      if (media.paused || !media.muted || !media.loop || seenElsewhere()) return;
      resting = true;
      port.pause();
    } else if (resting) {
      resting = false;
      void port.play().catch(() => undefined);
    }
  };
  // Whoever plays it meanwhile has decided.
  media.addEventListener('play', () => (resting = false));
  element.addController({
    hostConnected: () => document.addEventListener('visibilitychange', change),
    hostDisconnected: () => {
      document.removeEventListener('visibilitychange', change);
      resting = false;
    },
  });
};
