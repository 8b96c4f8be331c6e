import { Redis } from 'ioredis';

import { encodeMessage, Subscriptions } from '../local/subscriptions.ts';
import type { Log } from '../ports/log.ts';
import type { PubSub } from '../ports/pub-sub.ts';

export interface RedisPubSubOptions {
  readonly url: string;
  readonly log?: Log;
}

/** All messages travel on one channel, so that a subscriber hears at once, without a round trip of its own. */
const redisChannel = 'vidkit:pub-sub';

/** Publish and subscribe by Redis. After a broken connection `onGap` listeners hear that messages may be missing. */
export class RedisPubSub implements PubSub {
  readonly #publishing: Redis;
  readonly #listening: Redis;
  readonly #subscriptions: Subscriptions;
  #started: Promise<void> | null = null;

  constructor({ url, log = console }: RedisPubSubOptions) {
    this.#subscriptions = new Subscriptions(log);
    this.#publishing = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 3 });
    this.#listening = new Redis(url, {
      lazyConnect: true,
      maxRetriesPerRequest: null,
      autoResubscribe: false,
    });
    this.#publishing.on('error', (error) =>
      log.warn({ err: error }, 'publishing connection to Redis failed'),
    );
    this.#listening.on('error', (error) => log.warn({ err: error }, 'listening connection to Redis failed'));
    this.#listening.on('message', (_channel, text) => this.#subscriptions.deliver(text));
  }

  /** Rejects when Redis cannot be reached. */
  async start(): Promise<void> {
    this.#started ??= this.#start();
    await this.#started;
  }

  stop(): Promise<void> {
    this.#listening.disconnect();
    this.#publishing.disconnect();
    return Promise.resolve();
  }

  async publish(channel: string, message: unknown): Promise<void> {
    await this.#publishing.publish(redisChannel, encodeMessage(channel, message));
  }

  subscribe(channel: string, listener: (message: unknown) => void): () => void {
    return this.#subscriptions.subscribe(channel, listener);
  }

  onGap(listener: () => void): () => void {
    return this.#subscriptions.onGap(listener);
  }

  async #start(): Promise<void> {
    await Promise.all([this.#publishing.connect(), this.#listening.connect()]);
    await this.#listening.subscribe(redisChannel);
    this.#listening.on('ready', () => {
      this.#listening.subscribe(redisChannel).then(
        () => this.#subscriptions.reportGap(),
        // The connection broke again; the next `ready` comes.
        () => undefined,
      );
    });
  }
}
