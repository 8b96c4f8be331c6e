import type { Cluster, Redis } from 'ioredis';

import type { Cache } from '../ports/cache.ts';
import type { Log } from '../ports/log.ts';
import { connectRedisOrCluster, type RedisAddress } from './redis-connection.ts';

export interface RedisCacheOptions extends RedisAddress {
  readonly log?: Log;
}

/** Milliseconds that a value is worth waiting for while there is no connection. */
const longestWait = 1_000;

/** Values in Redis. While it is down nothing is found and nothing is kept; what was stored before lives on to its TTL. */
export class RedisCache implements Cache {
  readonly #redis: Redis | Cluster;
  readonly #log: Log;
  readonly #single: boolean;
  #silent = false;

  constructor({ log = console, ...address }: RedisCacheOptions) {
    this.#log = log;
    this.#single = !address.cluster;
    this.#redis = connectRedisOrCluster(address, {
      keyPrefix: 'vidkit:cache:',
      maxRetriesPerRequest: 0,
    });
    this.#redis.on('error', (error: unknown) =>
      log.warn({ err: error }, 'connection to the Redis cache failed'),
    );
  }

  async get<T>(key: string): Promise<T | undefined> {
    const text = await this.#attempt(() => this.#redis.get(key));
    return text == null ? undefined : (JSON.parse(text) as T);
  }

  async set(key: string, value: unknown, ttlSeconds: number): Promise<void> {
    const milliseconds = Math.ceil(ttlSeconds * 1000);
    await this.#attempt(() => this.#redis.set(key, JSON.stringify(value ?? null), 'PX', milliseconds));
  }

  async add(key: string, value: unknown, ttlSeconds: number): Promise<boolean> {
    const milliseconds = Math.ceil(ttlSeconds * 1000);
    const text = JSON.stringify(value ?? null);
    return (await this.#attempt(() => this.#redis.set(key, text, 'PX', milliseconds, 'NX'))) === 'OK';
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
      // What is sent to one server is bounded by its connection, which costs nothing for each command.
      const bounded = this.#single && this.#redis.status === 'ready';
      const answer = await (bounded ? work() : within(longestWait, work()));
      this.#silent = false;
      return answer;
    } catch (error) {
      // Told once for each time that it falls silent, and not with every page.
      if (!this.#silent) this.#log.warn({ err: error }, 'the Redis cache did not answer');
      this.#silent = true;
      return undefined;
    }
  }
}

/** Nothing else bounds what waits for a connection, or for a cluster to know who has its key. */
const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
};
