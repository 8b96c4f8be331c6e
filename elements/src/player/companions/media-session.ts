import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Chapter } from '@vidkit/contracts/schemas/texts';

import { chapterTarget } from '../model/chapters.ts';
import type { PlayerPort } from '../model/player-port.ts';

const skip = 10;

/** Not in every browser's types: chapters, of which Chromium tells the system. */
interface ChapteredInit extends MediaMetadataInit {
  chapterInfo?: { title: string; startTime: number; artwork: readonly MediaImage[] }[];
}

/** Who speaks for the page at present. */
let speaker: PlayerPort | null = null;

/**
 * Tells the system what plays and takes its keys: lock screens, headphones, the browser's own media panel. The page
 * has one session: the player that played last has it.
 */
export const mediaSession = (port: PlayerPort): void => {
  const session = (navigator as { mediaSession?: MediaSession }).mediaSession;
  if (!session) return;
  const { media, element } = port;

  const speak = (): void => {
    if (media.muted && media.loop) return;
    const first = speaker !== port;
    speaker = port;
    session.playbackState = 'playing';
    if (first || session.metadata === null) describe();
    tellPosition();
  };

  const describe = (): void => {
    if (speaker !== port) return;
    session.metadata = metadataOf(port);
    for (const [action, handler] of Object.entries(handlersOf(port))) {
      // A browser that does not know an action throws.
      try {
        session.setActionHandler(action as MediaSessionAction, handler);
      } catch {
        continue;
      }
    }
  };

  const tellPosition = (): void => {
    if (speaker !== port) return;
    const { duration, playbackRate, currentTime } = media;
    try {
      session.setPositionState(
        Number.isFinite(duration) && duration > 0
          ? { duration, playbackRate, position: Math.min(Math.max(0, currentTime), duration) }
          : {},
      );
    } catch {
      // A rate of 0, or a browser without positions.
    }
  };

  const fallSilent = (): void => {
    if (speaker !== port) return;
    speaker = null;
    session.metadata = null;
    session.playbackState = 'none';
    for (const action of Object.keys(handlersOf(port))) {
      try {
        session.setActionHandler(action as MediaSessionAction, null);
      } catch {
        continue;
      }
    }
  };

  media.addEventListener('playing', speak);
  media.addEventListener('pause', () => {
    if (speaker === port) session.playbackState = 'paused';
  });
  for (const type of ['seeked', 'ratechange', 'durationchange', 'pause']) {
    media.addEventListener(type, tellPosition);
  }
  element.addEventListener('vid-playback', describe);
  element.addEventListener('vid-playlist-change', describe);
  media.addEventListener('emptied', () => queueMicrotask(() => port.started || fallSilent()));
  element.addController({
    hostDisconnected: () => queueMicrotask(() => element.isConnected || fallSilent()),
  });
  if (!media.paused) speak();
};

const metadataOf = ({ playback, element, media }: PlayerPort): MediaMetadata => {
  const artwork = playback ? artworkOf(playback) : [];
  const poster = element.getAttribute('poster');
  const init: ChapteredInit = {
    title: element.getAttribute('aria-label') ?? playback?.title ?? document.title,
    artist: playback?.channel.name ?? '',
    artwork: poster ? [{ src: new URL(poster, document.baseURI).href }] : artwork,
    chapterInfo: tellable(playback?.chapters ?? []).map(({ title, startMs }) => ({
      title,
      startTime: startMs / 1000,
      artwork,
    })),
  };
  // No picture: the sound of it is the whole of it.
  if (media.videoWidth === 0 && playback) init.album = playback.title;
  return new MediaMetadata(init);
};

const artworkOf = ({ poster }: Playback): MediaImage[] =>
  poster
    ? [{ ...poster, type: '' }, ...poster.sources].map(({ url, width, height, type }) => ({
        src: url,
        sizes: `${width}x${height}`,
        ...(type && { type }),
      }))
    : [];

/** Null where the action makes no sense now, so that the system shows no key for it. */
const handlersOf = (port: PlayerPort): Record<string, MediaSessionActionHandler | null> => {
  const seek = (seconds: number): void => {
    const { duration } = port;
    if (Number.isFinite(seconds)) port.currentTime = Math.min(Math.max(0, seconds), duration || 0);
  };
  const index = port.playlist.indexOf(port.videoId);
  const chapter = (by: 1 | -1) => () => {
    const target = chapterTarget(port.chapters, port.currentTime, by);
    if (target !== null) seek(target);
  };
  const chapters = port.chapters.length > 1;
  return {
    play: () => void port.play().catch(() => undefined),
    pause: () => port.pause(),
    stop: () => port.pause(),
    seekbackward: ({ seekOffset }) => seek(port.currentTime - (seekOffset ?? skip)),
    seekforward: ({ seekOffset }) => seek(port.currentTime + (seekOffset ?? skip)),
    seekto: ({ seekTime, fastSeek }) => {
      if (seekTime === undefined) return;
      if (fastSeek && 'fastSeek' in port.media) port.media.fastSeek(seekTime);
      else seek(seekTime);
    },
    previoustrack: port.playlist.length > 1 ? () => port.previous() : chapters ? chapter(-1) : null,
    nexttrack:
      index >= 0 && index < port.playlist.length - 1 ? () => port.next() : chapters ? chapter(1) : null,
    enterpictureinpicture: document.pictureInPictureEnabled
      ? () => void port.media.requestPictureInPicture().catch(() => undefined)
      : null,
  };
};

/** Chromium ends the page of whoever tells the system of a chapter before the start. */
const tellable = (chapters: readonly Chapter[]): readonly Chapter[] =>
  chapters.filter(({ startMs }) => startMs >= 0 && Number.isFinite(startMs));
