import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { describeCache } from '../testing/cache-suite.ts';
import { createTestRedis, type TestRedis } from '../testing/test-redis.ts';
import { RedisCache } from './redis-cache.ts';

const log = { warn: () => undefined, error: () => undefined };

describe('in Redis', () => {
  let server: TestRedis;

  before(async () => {
    server = await createTestRedis();
  });
  after(async () => {
    await server.stop();
  });

  describeCache('RedisCache', () => Promise.resolve(new RedisCache({ url: server.url })));

  it('RedisCache finds nothing and does not fail while Redis is down', async () => {
    const cache = new RedisCache({ url: 'redis://127.0.0.1:1', log });
    await cache.set('key', 1, 60);
    assert.equal(await cache.get('key'), undefined);
    await cache.delete('key');
    await cache.stop();
  });
});
