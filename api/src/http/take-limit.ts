import type { RateLimit, RateLimiter } from '@vidkit/platform/ports/rate-limiter';

import type { Request } from 'express';

import type { Caller } from '../features/identity/principal.ts';
import { AppError } from './app-error.ts';

/** Throws `rate_limited` when whoever has this key has used up the limit. */
export const takeLimit = async (limiter: RateLimiter, limit: RateLimit, key: string): Promise<void> => {
  const verdict = await limiter.take(limit, key);
  if (verdict.allowed) return;
  throw new AppError('rate_limited', undefined, {
    headers: {
      'retry-after': String(Math.max(1, Math.ceil(verdict.retryAfterSeconds))),
      'ratelimit-policy': `"${limit.name}";q=${limit.points};w=${limit.perSeconds}`,
    },
  });
};

/** A person by account. Visitors with one upload token do not use up each other's share. */
export const limitedBy = (req: Request, caller: Caller | null): string => {
  const address = req.ip ?? 'unknown';
  if (caller === null) return address;
  return caller.kind === 'person' ? caller.accountId : `${caller.tokenId} ${address}`;
};
