import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { describeRateLimiter } from '../testing/rate-limiter-suite.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { PgRateLimiter } from './pg-rate-limiter.ts';

const log = { warn: () => undefined, error: () => undefined };

describe('in PostgreSQL', () => {
  let database: TestDatabase;

  before(async () => {
    database = await createTestDatabase();
  });
  after(async () => {
    await database.drop();
  });

  describeRateLimiter(
    'PgRateLimiter',
    () => Promise.resolve(new PgRateLimiter({ connectionString: database.url })),
    () => new PgRateLimiter({ connectionString: 'postgres://nobody@127.0.0.1:1/none', log }),
  );

  it('PgRateLimiter counts for several processes that start at once', async () => {
    const fresh = await createTestDatabase();
    const limiters = Array.from({ length: 6 }, () => new PgRateLimiter({ connectionString: fresh.url }));
    const limit = { name: 'shared', points: 4, perSeconds: 60 };
    const verdicts = await Promise.all(limiters.map((limiter) => limiter.take(limit, 'key')));
    assert.equal(verdicts.filter(({ allowed }) => allowed).length, 4);
    await Promise.all(limiters.map((limiter) => limiter.stop()));
    await fresh.drop();
  });
});
