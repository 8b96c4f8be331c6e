import type { Log } from '../ports/log.ts';
import { maxMessageBytes, PubSubError } from '../ports/pub-sub.ts';

type Listener = (message: unknown) => void;

/** Who listens to what in this process, and the form in which messages travel between processes. */
export class Subscriptions {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #gapListeners = new Set<() => void>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  subscribe(channel: string, listener: Listener): () => void {
    // A function of its own, so that one listener can subscribe twice and leave once.
    const own: Listener = (message) => listener(message);
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(own));
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.#listeners.get(channel) === listeners) this.#listeners.delete(channel);
    };
  }

  onGap(listener: () => void): () => void {
    const own = (): void => listener();
    this.#gapListeners.add(own);
    return () => void this.#gapListeners.delete(own);
  }

  /** Takes what `encodeMessage` made. */
  deliver(text: string): void {
    const [channel, message] = decode(text);
    for (const listener of [...(this.#listeners.get(channel) ?? [])]) this.#call(() => listener(message));
  }

  reportGap(): void {
    for (const listener of [...this.#gapListeners]) this.#call(listener);
  }

  /** One listener that throws keeps nothing from the others. */
  #call(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#log.error({ err: error }, 'a subscriber threw');
    }
  }
}

/** Throws `PubSubError` when the message is too large. */
export const encodeMessage = (channel: string, message: unknown): string => {
  const bytes = Buffer.byteLength(JSON.stringify(message ?? null));
  if (bytes > maxMessageBytes) throw new PubSubError(channel, bytes);
  return JSON.stringify([channel, message ?? null]);
};

/** Anybody who may use the server can send on our channel; what is not ours has no subscribers. */
const decode = (text: string): [channel: string, message: unknown] => {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? [String(parsed[0]), parsed[1]] : ['', null];
  } catch {
    return ['', null];
  }
};
