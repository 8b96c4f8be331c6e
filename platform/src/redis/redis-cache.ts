import { Redis } from 'ioredis';

import type { Cache } from '../ports/cache.ts';
import type { Log } from '../ports/log.ts';

export interface RedisCacheOptions {
  readonly url: string;
  readonly log?: Log;
}

const commandTimeout = 1000;

/** Values in Redis. While it is down nothing is found and nothing is kept; what was stored before lives on to its TTL. */
export class RedisCache implements Cache {
  readonly #redis: Redis;
  readonly #log: Log;

  constructor({ url, log = console }: RedisCacheOptions) {
    this.#log = log;
    this.#redis = new Redis(url, {
      keyPrefix: 'vidkit:cache:',
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      commandTimeout,
    });
    this.#redis.on('error', (error) => log.warn({ err: error }, 'connection to the Redis cache failed'));
  }

  async get<T>(key: string): Promise<T | undefined> {
    const text = await this.#attempt(() => this.#redis.get(key));
    return text == null ? undefined : (JSON.parse(text) as T);
  }

  async set(key: string, value: unknown, ttlSeconds: number): Promise<void> {
    const milliseconds = Math.ceil(ttlSeconds * 1000);
    await this.#attempt(() => this.#redis.set(key, JSON.stringify(value ?? null), 'PX', milliseconds));
  }

  async delete(key: string): Promise<void> {
    await this.#attempt(() => this.#redis.del(key));
  }

  stop(): Promise<void> {
    this.#redis.disconnect();
    return Promise.resolve();
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#log.warn({ err: error }, 'the Redis cache did not answer');
      return undefined;
    }
  }
}
