import { RateLimiterMemory } from 'rate-limiter-flexible';

import type { RateLimit, RateLimiter, RateVerdict } from '../ports/rate-limiter.ts';
import { FlexibleRateLimiter } from './flexible-rate-limiter.ts';

/** Counts of this process alone. */
export class MemoryRateLimiter implements RateLimiter {
  readonly #limiter = new FlexibleRateLimiter((options) => new RateLimiterMemory(options));

  async take(limit: RateLimit, key: string, points?: number): Promise<RateVerdict> {
    return await this.#limiter.take(limit, key, points);
  }

  async reset(limit: RateLimit, key: string): Promise<void> {
    await this.#limiter.reset(limit, key);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
