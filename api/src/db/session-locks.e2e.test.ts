import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { createTestDatabase } from '@vidkit/platform/testing/test-database';
import pg from 'pg';

import { SessionLocks } from './session-locks.ts';

describe('SessionLocks', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let ours: SessionLocks;
  let theirs: SessionLocks;

  before(async () => {
    database = await createTestDatabase();
    ours = new SessionLocks({ connectionString: database.url });
    theirs = new SessionLocks({ connectionString: database.url });
  });
  after(async () => {
    await ours.stop();
    await theirs.stop();
    await database.drop();
  });

  const ignore = (): void => undefined;

  it('keeps other processes out of a name, and of no other', async () => {
    const release = await ours.take('a', ignore);
    assert.ok(release);
    assert.equal(await theirs.take('a', ignore), null);
    const other = await theirs.take('b', ignore);
    assert.ok(other);
    await other();
    await release();
    const next = await theirs.take('a', ignore);
    assert.ok(next);
    await next();
  });

  it('takes many names at once', async () => {
    const releases = await Promise.all(
      Array.from({ length: 20 }, (_, index) => ours.take(`many ${index}`, ignore)),
    );
    assert.ok(releases.every((release) => release !== null));
    await Promise.all(releases.map((release) => release?.()));
  });

  it('tells whoever holds a lock that the connection is gone, and connects again', async () => {
    const { promise: lost, resolve } = Promise.withResolvers<void>();
    const release = await ours.take('c', resolve);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'vidkit-locks' and datname = current_database()`,
    );
    await client.end();
    await lost;
    await release?.();
    const again = await ours.take('c', ignore);
    assert.ok(again);
    await again();
  });
});
