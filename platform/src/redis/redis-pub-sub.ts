import type { Redis } from 'ioredis';

import { encodeMessage, Subscriptions } from '../local/subscriptions.ts';
import type { Log } from '../ports/log.ts';
import type { PubSub } from '../ports/pub-sub.ts';
import { connectRedis, type RedisAddress } from './redis-connection.ts';

export interface RedisPubSubOptions extends RedisAddress {
  readonly log?: Log;
}

/** All messages travel on one channel, so that a subscriber hears at once, without a round trip of its own. */
const redisChannel = 'vidkit:pub-sub';

/** Of one command, its tries to connect included. */
const commandTimeout = 2_000;
/** How often the listening connection is asked whether there is still somebody at its other end. */
const pulseMs = 5_000;

/**
 * Publish and subscribe by Redis. After a broken connection, or one that has fallen silent, `onGap` listeners hear that
 * messages may be missing. In a cluster any one of its servers will do: what is published at one is heard at all.
 */
export class RedisPubSub implements PubSub {
  readonly #publishing: Redis;
  readonly #listening: Redis;
  readonly #subscriptions: Subscriptions;
  #started: Promise<void> | null = null;
  #pulse: NodeJS.Timeout | undefined;

  constructor({ log = console, ...address }: RedisPubSubOptions) {
    this.#subscriptions = new Subscriptions(log);
    this.#publishing = connectRedis(address, { maxRetriesPerRequest: 3, commandTimeout });
    this.#listening = connectRedis(address, {
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
    clearInterval(this.#pulse);
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
    // A server that vanished without a word leaves a connection that looks well until it is to answer.
    this.#pulse = setInterval(() => {
      if (this.#listening.status === 'ready') void this.#listening.ping().catch(() => undefined);
    }, pulseMs);
    this.#listening.on('ready', () => {
      this.#listening.subscribe(redisChannel).then(
        () => this.#subscriptions.reportGap(),
        // The connection broke again; the next `ready` comes.
        () => undefined,
      );
    });
  }
}
