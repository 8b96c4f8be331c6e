import type { Playback } from '@vidkit/contracts/schemas/playback';

import type { VidPlayer } from '../../player/vid-player.ts';
import {
  isCall,
  mark,
  type Answer,
  type Call,
  type EmbedEventName,
  type EmbedEvents,
} from '../embed-protocol.ts';
import { ChapterWatch } from './chapter-watch.ts';
import { followPlayer } from './player-events.ts';
import { PlayerJs } from './player-js.ts';
import { playerMethods, type Choices } from './player-methods.ts';
import { QualityChoice } from './quality-choice.ts';
import { TextChoice } from './text-choice.ts';

export { QualityChoice } from './quality-choice.ts';

/** Events that one page can listen to: more names than there are events are a mistake or an attack. */
const maxNames = 100;

/**
 * Lets the page around the frame control the player: by player.js, and by our own client. Only the page right around it
 * is heard, and answered at the origin that it has. But for `ready` of player.js, which says nothing that the page does
 * not know, nothing is sent before it asked. `playback` is what the player was given with its tag.
 */
export const serveFrame = (player: VidPlayer, playback: Playback | null = null): Choices => {
  const host = window.parent;
  const choices: Choices = {
    qualities: new QualityChoice(player),
    texts: new TextChoice(player, playback),
    chapters: new ChapterWatch(player),
  };
  const methods = playerMethods(player, choices);
  const wanted = new Set<string>();
  let origin: string | null = null;

  const send = (message: string | Answer): void => {
    if (origin !== null) host.postMessage(message, origin);
  };
  const playerJs = new PlayerJs(player, methods, send);

  let following = false;
  const follow = (): void => {
    if (following) return;
    following = true;
    followPlayer(player, choices, <Name extends EmbedEventName>(name: Name, data: EmbedEvents[Name]) => {
      playerJs.tell(name, data);
      if (wanted.has(name)) send({ [mark]: 1, event: name, data });
    });
  };

  const own: Record<string, (...given: unknown[]) => unknown> = {
    ...methods,
    ready: (...names) => names.forEach((name) => own['addEventListener']?.(name)),
    addEventListener: (name) => {
      if (typeof name === 'string' && wanted.size < maxNames) wanted.add(name);
    },
    removeEventListener: (name) => wanted.delete(name as string) && undefined,
  };

  const answer = async ({ id, method, args }: Call): Promise<void> => {
    try {
      if (!Object.hasOwn(own, method)) throw new TypeError(`there is no method ${method}`);
      send({ [mark]: 1, id, value: await own[method]?.(...args) });
    } catch (cause) {
      const { name, message } = cause as Error;
      send({ [mark]: 1, id, error: { name, message } });
    }
  };

  window.addEventListener('message', (event) => {
    // A page without an origin of its own cannot be addressed.
    if (event.source !== host || event.origin === 'null') return;
    origin = event.origin;
    const data: unknown = event.data;
    if (isCall(data)) void answer(data);
    else if (!playerJs.take(data)) return;
    follow();
  });
  host.postMessage(playerJs.ready(), '*');
  return choices;
};
