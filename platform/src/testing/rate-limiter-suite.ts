import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';

import type { RateLimit, RateLimiter } from '../ports/rate-limiter.ts';

/** What every rate limiter does. `create` makes one; `createLost` one whose store cannot be reached, if it has any. */
export const describeRateLimiter = (
  name: string,
  create: () => Promise<RateLimiter>,
  createLost?: () => RateLimiter,
): void => {
  describe(name, () => {
    let limiter: RateLimiter;
    let keys = 0;
    const newKey = (): string => `${process.pid}:${Date.now()}:${++keys}`;
    const three: RateLimit = { name: 'suite', points: 3, perSeconds: 60 };

    before(async () => {
      limiter = await create();
    });
    after(async () => {
      await limiter.stop();
      await limiter.stop();
    });

    it('allows as many as the limit, then says when to come back', async () => {
      const key = newKey();
      for (const remaining of [2, 1, 0]) {
        assert.deepEqual(await limiter.take(three, key), { allowed: true, remaining, retryAfterSeconds: 0 });
      }
      const refused = await limiter.take(three, key);
      assert.equal(refused.allowed, false);
      assert.equal(refused.remaining, 0);
      assert.ok(
        refused.retryAfterSeconds > 50 && refused.retryAfterSeconds <= 60,
        `${refused.retryAfterSeconds} s`,
      );
    });

    it('counts at the same time without losing one', async () => {
      const key = newKey();
      const verdicts = await Promise.all(Array.from({ length: 10 }, () => limiter.take(three, key)));
      assert.equal(verdicts.filter(({ allowed }) => allowed).length, 3);
    });

    it('takes several points at once', async () => {
      const key = newKey();
      assert.equal((await limiter.take(three, key, 2)).remaining, 1);
      assert.equal((await limiter.take(three, key, 2)).allowed, false);
    });

    it('keeps keys, names and limits apart', async () => {
      const [key, one] = [newKey(), { name: 'suite-one', points: 1, perSeconds: 60 }];
      assert.equal((await limiter.take(one, key)).allowed, true);
      assert.equal((await limiter.take(one, key)).allowed, false);
      assert.equal((await limiter.take(one, newKey())).allowed, true);
      assert.equal((await limiter.take({ ...one, name: 'suite-two' }, key)).allowed, true);
      assert.equal((await limiter.take({ ...one, points: 2 }, key)).allowed, true);
    });

    it('takes keys of any length and content', async () => {
      assert.equal((await limiter.take(three, `${'é'.repeat(10_000)}${newKey()}'"\0`)).remaining, 2);
    });

    it('opens again after the window', async () => {
      const [key, quick] = [newKey(), { name: 'suite-quick', points: 1, perSeconds: 1 }];
      await limiter.take(quick, key);
      assert.equal((await limiter.take(quick, key)).allowed, false);
      await sleep(1200);
      assert.equal((await limiter.take(quick, key)).allowed, true);
    });

    it('resets a key', async () => {
      const key = newKey();
      await limiter.take(three, key, 3);
      await limiter.reset(three, key);
      await limiter.reset(three, newKey());
      assert.equal((await limiter.take(three, key)).remaining, 2);
    });

    if (createLost) {
      it('counts in memory while its store is down', async () => {
        const [lost, key] = [createLost(), newKey()];
        for (const remaining of [2, 1, 0]) assert.equal((await lost.take(three, key)).remaining, remaining);
        assert.equal((await lost.take(three, key)).allowed, false);
        await lost.reset(three, key);
        assert.equal((await lost.take(three, key)).allowed, true);
        await lost.stop();
      });
    }
  });
};
