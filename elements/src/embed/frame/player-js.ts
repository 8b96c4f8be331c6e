import type { VidPlayer } from '../../player/vid-player.ts';
import type { EmbedEventName, EmbedEvents, Progress } from '../embed-protocol.ts';
import { context, events, isPlayerJs, playerJsReady, version } from './player-js-ready.ts';
import type { playerMethods } from './player-methods.ts';

type EventName = (typeof events)[number];
/** Listeners of one event; a page that adds more does not mean well. */
const maxListeners = 100;

interface Message {
  readonly context: string;
  readonly method?: unknown;
  readonly value?: unknown;
  readonly listener?: unknown;
}

/** Codes of player.js. */
const undefinedError = -1;
const unsupported = 1;
const unknownMethod = 2;

/**
 * The protocol of player.js, 0.0.11, with which pages control players of many makers: JSON in strings, volumes from 0
 * to 100, listeners by name and id.
 */
export class PlayerJs {
  readonly #player: VidPlayer;
  readonly #send: (text: string) => void;
  readonly #methods: Readonly<Record<string, (value: unknown) => unknown>>;
  readonly #listeners = new Map<EventName, Set<string | null>>();

  constructor(player: VidPlayer, methods: ReturnType<typeof playerMethods>, send: (text: string) => void) {
    this.#player = player;
    this.#send = send;
    this.#methods = {
      play: () => methods.play(),
      pause: () => methods.pause(),
      getPaused: () => methods.getPaused(),
      mute: () => void methods.setMuted(true),
      unmute: () => void methods.setMuted(false),
      getMuted: () => methods.getMuted(),
      setVolume: (value) => void methods.setVolume(Number(value) / 100),
      getVolume: () => Math.round(Number(methods.getVolume()) * 100),
      getDuration: () => methods.getDuration(),
      setCurrentTime: (value) => void methods.setCurrentTime(Number(value)),
      getCurrentTime: () => methods.getCurrentTime(),
      setLoop: (value) => void methods.setLoop(Boolean(value)),
      getLoop: () => methods.getLoop(),
    };
  }

  /** Takes a message of player.js, and lets any other pass. */
  take(data: unknown): void {
    const message = read(data);
    if (!message) return;
    const { method, value } = message;
    const listener =
      typeof message.listener === 'string' && message.listener.length <= 200 ? message.listener : null;
    if (method === 'addEventListener') this.#listen(value, listener);
    else if (method === 'removeEventListener') this.#unlisten(value, listener);
    else if (typeof method === 'string' && Object.hasOwn(this.#methods, method))
      void this.#call(method, value, listener);
    else this.#fail(unknownMethod, 'method not known');
  }

  /** Passes on what this protocol knows of the player's events. */
  tell<Name extends EmbedEventName>(name: Name, data: EmbedEvents[Name]): void {
    // A wish to play is not playing.
    if (name === 'playing') this.#emit('play');
    else if (name === 'pause' || name === 'ended') this.#emit(name);
    else if (name === 'timeupdate' || name === 'progress') {
      const { seconds, duration } = data as Progress;
      this.#emit(name, { seconds, duration });
    } else if (name === 'error') this.#fail(unsupported, (data as EmbedEvents['error']).name);
  }

  async #call(method: string, value: unknown, listener: string | null): Promise<void> {
    try {
      const result = await this.#methods[method]?.(value);
      if (method.startsWith('get')) this.#send(this.#write(method, result, listener ?? undefined));
    } catch (error) {
      // What the media itself could not do is told by its own event.
      if (!this.#player.error) this.#fail(undefinedError, (error as Error).name);
    }
  }

  #listen(name: unknown, listener: string | null): void {
    const known = events.find((event) => event === name);
    if (!known) return;
    const listeners = this.#listeners.get(known) ?? new Set();
    if (listeners.size >= maxListeners) return;
    this.#listeners.set(known, listeners.add(listener));
    if (known === 'ready') this.#send(playerJsReady(listener ?? undefined));
  }

  /** Without an id, of all of the name. */
  #unlisten(name: unknown, listener: string | null): void {
    if (listener === null) this.#listeners.delete(name as EventName);
    else this.#listeners.get(name as EventName)?.delete(listener);
  }

  #fail(code: number, msg: string): void {
    this.#emit('error', { code, msg });
  }

  #emit(name: EventName, value?: unknown): void {
    for (const listener of this.#listeners.get(name) ?? [])
      this.#send(this.#write(name, value, listener ?? undefined));
  }

  #write(event: string, value?: unknown, listener?: string): string {
    return JSON.stringify({ context, version, event, value, listener });
  }
}

const read = (data: unknown): Message | null => {
  if (!isPlayerJs(data)) return null;
  try {
    const message = (typeof data === 'string' ? JSON.parse(data) : data) as Partial<Message> | null;
    return message?.context === context ? (message as Message) : null;
  } catch {
    return null;
  }
};
