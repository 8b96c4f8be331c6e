import { after, before, describe } from 'node:test';

import { describeRateLimiter } from '../testing/rate-limiter-suite.ts';
import { createTestRedis, type TestRedis } from '../testing/test-redis.ts';
import { RedisRateLimiter } from './redis-rate-limiter.ts';

const log = { warn: () => undefined, error: () => undefined };

describe('in Redis', () => {
  let server: TestRedis;

  before(async () => {
    server = await createTestRedis();
  });
  after(async () => {
    await server.stop();
  });

  describeRateLimiter(
    'RedisRateLimiter',
    () => Promise.resolve(new RedisRateLimiter({ url: server.url })),
    () => new RedisRateLimiter({ url: 'redis://127.0.0.1:1', log }),
  );
});
