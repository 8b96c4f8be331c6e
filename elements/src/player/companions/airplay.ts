import type { PlayerPort } from '../model/player-port.ts';

/** Of Safari's media elements; the rest of its AirPlay is used where its button is. */
interface WirelessMedia extends HTMLVideoElement {
  readonly webkitCurrentPlaybackTargetIsWireless?: boolean;
}

/** Safari says "not wireless" for a moment when it takes over: only what stays so is true. */
const settleTime = 1000;

/**
 * Lets what is played through a ManagedMediaSource go to AirPlay: receivers cannot be given segments, so the playlist
 * stands beside the object URL as a second `<source>`. A page's own `disableremoteplayback` wins.
 */
export const airPlay = (port: PlayerPort): void => {
  const { media, element } = port;
  if (!('webkitCurrentPlaybackTargetIsWireless' in media)) return;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let away = false;

  const offer = (): void => {
    const own = media.querySelector<HTMLSourceElement>('source[src^="blob:"]');
    if (!own || element.hasAttribute('disableremoteplayback')) return;
    let other = media.querySelector<HTMLSourceElement>('source[data-airplay]');
    if (!other) {
      other = document.createElement('source');
      other.dataset['airplay'] = '';
      other.type = 'application/x-mpegURL';
      media.append(other);
    }
    if (other.src !== port.currentSrc) other.src = port.currentSrc;
    // Not before the media source is open: Safari would choose the playlist at once.
    media.disableRemotePlayback = false;
  };

  /** Else the leftover is what the browser picks for the next source. */
  const withdraw = (): void => media.querySelector('source[data-airplay]')?.remove();

  const change = (): void => {
    clearTimeout(settling);
    const wireless = (media as WirelessMedia).webkitCurrentPlaybackTargetIsWireless === true;
    if (wireless) {
      away = true;
      return;
    }
    if (!away) return;
    settling = setTimeout(() => {
      away = false;
      withdraw();
      // The media source was closed when the receiver took over: it is made anew, at the same place.
      const { paused } = port;
      port.retry();
      if (paused) port.pause();
    }, settleTime);
  };

  media.addEventListener('webkitcurrentplaybacktargetiswirelesschanged', change);
  media.addEventListener('loadedmetadata', offer);
  media.addEventListener('emptied', () => away || withdraw());
  if (media.readyState > 0) offer();
};
