import type { PlayerPort } from '../model/player-port.ts';

/** Said on the document, so that players of another copy of this script hear it, too. `detail` is who plays. */
const type = 'vid-player-plays';

/**
 * Pauses this player when another one of the page begins to play. Muted loops, which are decoration, neither pause
 * nor are paused; `without-auto-pause` keeps a player out of it both ways.
 */
export const onlyOne = (port: PlayerPort): void => {
  const { element, media } = port;
  const takesPart = (): boolean =>
    !media.paused && !element.hasAttribute('without-auto-pause') && !(media.muted && media.loop);

  const tell = (): void => {
    if (takesPart()) document.dispatchEvent(new CustomEvent(type, { detail: element }));
  };
  media.addEventListener('play', tell);
  // A loop that is given its sound is decoration no more.
  media.addEventListener('volumechange', tell);

  const hear = (event: Event): void => {
    if (event instanceof CustomEvent && event.detail !== element && takesPart()) port.pause();
  };
  element.addController({
    hostConnected: () => document.addEventListener(type, hear),
    hostDisconnected: () => document.removeEventListener(type, hear),
  });
};
