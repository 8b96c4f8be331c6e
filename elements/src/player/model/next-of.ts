import type { PlayerPort } from './player-port.ts';

/** The id that comes next in the playlist; undefined at its end, and where there is none. */
export const nextOf = ({
  playlist,
  videoId,
  src,
}: Pick<PlayerPort, 'playlist' | 'videoId' | 'src'>): string | undefined =>
  src || !playlist.includes(videoId) ? undefined : playlist[playlist.indexOf(videoId) + 1];
