import type { PlayerPort } from '../model/player-port.ts';
import { applyChoices } from './choices.ts';
import { nextSource } from './next-source.ts';
import { onlyOne } from './only-one.ts';
import { Resume } from './resume.ts';

const companions = new WeakMap<Element, Resume>();

/**
 * What goes on around playback. Called with each wish to play; resolves when what has to be known before the first
 * frame (volume, speed, where to go on) is in place. All else comes after the first frame, when nothing waits for
 * its bytes. `step` is the wish for a neighbour in the playlist instead.
 */
export const accompany = async (port: PlayerPort, step?: 1 | -1): Promise<void> => {
  if (step) return (await import('./playlist.ts')).step(port, step);
  let resume = companions.get(port.element);
  if (!resume) {
    resume = new Resume(port);
    companions.set(port.element, resume);
    applyChoices(port);
    onlyOne(port);
    nextSource(port);
    afterFirstFrame(port);
  }
  await resume.ready();
};

const afterFirstFrame = (port: PlayerPort): void => {
  const { media } = port;
  const load = (): void => {
    media.removeEventListener('playing', load);
    import('./during-playback.ts').then(
      ({ duringPlayback }) => duringPlayback(port),
      // The video is worth more than what goes on around it: the next time that it plays tries again.
      () => media.addEventListener('playing', load),
    );
  };
  media.addEventListener('playing', load);
};
