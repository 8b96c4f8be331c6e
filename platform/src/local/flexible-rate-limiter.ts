import { createHash } from 'node:crypto';

import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';

import type { RateLimit, RateVerdict } from '../ports/rate-limiter.ts';

export interface BucketOptions {
  readonly keyPrefix: string;
  readonly points: number;
  readonly duration: number;
}

/** The limiters of rate-limiter-flexible, one for each limit that was asked for. */
export class FlexibleRateLimiter {
  readonly #create: (options: BucketOptions) => RateLimiterAbstract;
  readonly #limiters = new Map<string, RateLimiterAbstract>();

  constructor(create: (options: BucketOptions) => RateLimiterAbstract) {
    this.#create = create;
  }

  async take(limit: RateLimit, key: string, points = 1): Promise<RateVerdict> {
    try {
      return toVerdict(await this.#limiter(limit).consume(digest(key), points), true);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return toVerdict(refusal, false);
      throw refusal;
    }
  }

  async reset(limit: RateLimit, key: string): Promise<void> {
    await this.#limiter(limit).delete(digest(key));
  }

  #limiter({ name, points, perSeconds }: RateLimit): RateLimiterAbstract {
    const keyPrefix = `${name}:${points}:${perSeconds}`;
    const known = this.#limiters.get(keyPrefix);
    if (known) return known;
    const limiter = this.#create({ keyPrefix, points, duration: perSeconds });
    this.#limiters.set(keyPrefix, limiter);
    return limiter;
  }
}

/** Keys are addresses and e-mails: stored shortened, of one length, and unreadable. */
const digest = (key: string): string => createHash('sha256').update(key).digest('base64url');

const toVerdict = (result: RateLimiterRes, allowed: boolean): RateVerdict => ({
  allowed,
  remaining: result.remainingPoints,
  retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
});
