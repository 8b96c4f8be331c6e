import { bufferedUntil } from '../../player/model/buffered.ts';
import type { VidPlayer } from '../../player/vid-player.ts';
import type { EmbedEventName, EmbedEvents, Progress } from '../embed-protocol.ts';
import { finite, type Choices } from './player-methods.ts';

/** Called with each event, by name and data. */
export type Tell = <Name extends EmbedEventName>(name: Name, data: EmbedEvents[Name]) => void;

const timed = ['play', 'playing', 'pause', 'ended', 'timeupdate', 'seeking', 'seeked'] as const;

/** Tells everything that pages can listen to. What is a state of ours is told when it is another than before. */
export const followPlayer = (
  player: VidPlayer,
  { qualities, texts, chapters }: Choices,
  tell: Tell,
): void => {
  const on = (type: string, then: () => void): void => player.addEventListener(type, then);
  const at = (seconds: number): Progress => {
    const duration = finite(player.duration);
    return { seconds, percent: duration > 0 ? Math.min(1, seconds / duration) : 0, duration };
  };
  const now = (): Progress => at(player.currentTime);

  for (const type of timed) on(type, () => tell(type, now()));
  on('progress', () => tell('progress', at(loadedUntil(player))));
  on('durationchange', () => tell('durationchange', { duration: finite(player.duration) }));
  on('volumechange', () => tell('volumechange', { volume: player.volume, muted: player.muted }));
  on('ratechange', () => tell('playbackratechange', { playbackRate: player.playbackRate }));
  on('enterpictureinpicture', () => tell('enterpictureinpicture', null));
  on('leavepictureinpicture', () => tell('leavepictureinpicture', null));
  on('error', () => {
    if (player.error)
      tell('error', { name: player.error.reason, message: player.error.message, code: player.error.code });
  });

  let loaded = '';
  on('vid-playback', () => {
    if (loaded === player.videoId) return;
    loaded = player.videoId;
    tell('loaded', { id: loaded });
  });

  let waiting = false;
  const wait = (waits: boolean): void => {
    if (waiting === waits) return;
    waiting = waits;
    tell(waits ? 'bufferstart' : 'bufferend', now());
  };
  on('waiting', () => wait(!player.paused));
  for (const type of ['playing', 'pause', 'ended', 'emptied']) on(type, () => wait(false));

  const changed = <Name extends EmbedEventName>(name: Name, read: () => EmbedEvents[Name] | undefined) => {
    let before = JSON.stringify(read());
    return () => {
      const data = read();
      const after = JSON.stringify(data);
      if (after === before) return;
      before = after;
      if (data !== undefined) tell(name, data);
    };
  };
  on(
    'timeupdate',
    changed('chapterchange', () => chapters.current ?? undefined),
  );
  const quality = changed('qualitychange', () => ({ quality: qualities.chosen, active: qualities.active }));
  player.addController({ hostUpdated: quality });
  on('resize', quality);
  const text = changed('texttrackchange', () => texts.selected);
  for (const type of ['change', 'addtrack', 'removetrack'])
    player.media.textTracks.addEventListener(type, text);
};

/** The end of what is loaded around the present moment. */
const loadedUntil = ({ buffered, currentTime }: VidPlayer): number =>
  bufferedUntil(buffered, currentTime) ?? currentTime;
