import type { VidPlayer } from '../../player/vid-player.ts';
import {
  isCall,
  mark,
  type Answer,
  type Call,
  type EmbedEventName,
  type EmbedEvents,
} from '../embed-protocol.ts';
import type { Take } from './answer-host.ts';
import { ChapterWatch } from './chapter-watch.ts';
import { followPlayer } from './player-events.ts';
import { PlayerJs } from './player-js.ts';
import { playerMethods, type Choices } from './player-methods.ts';
import { QualityChoice } from './quality-choice.ts';
import { TextChoice } from './text-choice.ts';

/** Events that one page can listen to: more names than there are events are a mistake or an attack. */
const maxNames = 100;

export interface ServedFrame {
  /** Takes a message of the page right around the frame. */
  readonly take: Take;
  readonly qualities: QualityChoice;
}

/**
 * Lets the page around the frame control the player: by player.js, and by our own client. It is answered at the origin
 * that it has, and nothing is sent before it asked.
 */
export const serveFrame = (player: VidPlayer): ServedFrame => {
  const choices: Choices = {
    qualities: new QualityChoice(player),
    texts: new TextChoice(player),
    chapters: new ChapterWatch(player),
  };
  const methods = playerMethods(player, choices);
  const wanted = new Set<string>();
  let origin: string | null = null;

  const send = (message: string | Answer): void => {
    if (origin !== null) window.parent.postMessage(message, origin);
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
      if (typeof name !== 'string' || wanted.size >= maxNames || wanted.has(name)) return;
      wanted.add(name);
      // Mostly before anybody could listen.
      if (name === 'loaded' && player.playback)
        send({ [mark]: 1, event: name, data: { id: player.videoId } });
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

  const take: Take = (event) => {
    ({ origin } = event);
    if (isCall(event.data)) void answer(event.data);
    else playerJs.take(event.data);
    follow();
  };
  return { take, qualities: choices.qualities };
};
