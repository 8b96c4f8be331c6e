import type { Cluster, Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';

import { FlexibleRateLimiter } from '../local/flexible-rate-limiter.ts';
import type { Log } from '../ports/log.ts';
import { connectRedisOrCluster, type RedisAddress } from './redis-connection.ts';
import type { RateLimit, RateLimiter, RateVerdict } from '../ports/rate-limiter.ts';

export interface RedisRateLimiterOptions extends RedisAddress {
  readonly log?: Log;
}

const timeoutMs = 2000;

/** Counts shared by the processes of one Redis. */
export class RedisRateLimiter implements RateLimiter {
  readonly #redis: Redis | Cluster;
  readonly #limiter: FlexibleRateLimiter;
  #connected: Promise<unknown> | null = null;

  constructor({ log = console, ...address }: RedisRateLimiterOptions) {
    this.#redis = connectRedisOrCluster(address, {
      keyPrefix: 'vidkit:rate:',
      commandTimeout: timeoutMs,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
    });
    this.#redis.on('error', (error: unknown) =>
      log.warn({ err: error }, 'rate limits are counted in memory'),
    );
    this.#limiter = new FlexibleRateLimiter(
      (options) =>
        new RateLimiterRedis({
          ...options,
          storeClient: this.#redis,
          rejectIfRedisNotReady: true,
          insuranceLimiter: new RateLimiterMemory(options),
        }),
    );
  }

  async take(limit: RateLimit, key: string, points?: number): Promise<RateVerdict> {
    await this.#connect();
    return await this.#limiter.take(limit, key, points);
  }

  async reset(limit: RateLimit, key: string): Promise<void> {
    await this.#connect();
    await this.#limiter.reset(limit, key);
  }

  stop(): Promise<void> {
    this.#redis.disconnect();
    return Promise.resolve();
  }

  /** Waits for the first attempt only; later ones go on in the background while memory counts. */
  async #connect(): Promise<void> {
    this.#connected ??= this.#redis.connect().catch(() => undefined);
    await this.#connected;
  }
}
