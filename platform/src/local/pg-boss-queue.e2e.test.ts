import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import pg from 'pg';

import type { Delivery } from '../ports/queue.ts';
import { eventually } from '../testing/eventually.ts';
import { describeQueue } from '../testing/queue-suite.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { PgBossQueue } from './pg-boss-queue.ts';

describeQueue('PgBossQueue', async () => {
  const database = await createTestDatabase();
  return {
    connect: () => new PgBossQueue({ connectionString: database.url }),
    tearDown: () => database.drop(),
  };
});

describe('PgBossQueue when things break', { concurrency: true }, () => {
  const databases: TestDatabase[] = [];
  const errors: string[] = [];
  const log = {
    warn: () => undefined,
    error: (_fields: object, message: string) => void errors.push(message),
  };

  /** Each test has a database of its own, because they run side by side. */
  const createQueue = async (): Promise<{ queue: PgBossQueue; url: string; client: pg.Client }> => {
    const database = await createTestDatabase();
    databases.push(database);
    const queue = new PgBossQueue({ connectionString: database.url, log });
    await queue.start();
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    cleanUp.push(
      () => queue.stop(0),
      () => client.end(),
    );
    return { queue, url: database.url, client };
  };
  const cleanUp: (() => Promise<void>)[] = [];

  before(async () => {
    // Starts the server once.
    databases.push(await createTestDatabase());
  });
  after(async () => {
    for (const work of cleanUp) await work().catch(() => undefined);
    for (const database of databases) await database.drop();
  });

  it('delivers the message of a killed process again within a minute', async () => {
    const { queue, url } = await createQueue();
    await queue.send('object-stored', 'precious', { key: 'killed' });
    const child = fork(fileURLToPath(new URL('pg-boss-queue.fixture.ts', import.meta.url)), [url]);
    await once(child, 'message');
    child.kill('SIGKILL');
    const attempts: number[] = [];
    await queue.consume(
      'object-stored',
      ({ attempt }) => {
        attempts.push(attempt);
        return Promise.resolve();
      },
      { concurrency: 1 },
    );
    await eventually(() => attempts.length > 0, 60_000);
    assert.deepEqual(attempts, [2]);
  });

  it('keeps the message of a slow handler', async () => {
    const { queue } = await createQueue();
    let deliveries = 0;
    const handler = async (): Promise<void> => {
      deliveries++;
      await new Promise((resolve) => setTimeout(resolve, 14_000));
    };
    await queue.consume('object-stored', handler, { concurrency: 2 });
    await queue.send('object-stored', 'slow');
    await new Promise((resolve) => setTimeout(resolve, 16_000));
    assert.equal(deliveries, 1);
  });

  it('keeps a dead letter after the last attempt, and frees the key', async () => {
    const { queue, client } = await createQueue();
    const attempts: string[] = [];
    await queue.consume(
      'object-stored',
      ({ attempt, lastAttempt }) => {
        attempts.push(`${attempt}${lastAttempt ? ' last' : ''}`);
        return Promise.reject(new Error('poison'));
      },
      { concurrency: 1 },
    );
    await queue.send('object-stored', { poison: true }, { key: 'dead' });
    await eventually(
      async () => await queue.send('object-stored', 'next', { key: 'dead', delaySeconds: 600 }),
      40_000,
    );
    assert.deepEqual(attempts, ['1', '2', '3', '4 last']);
    const { rows } = await client.query<{ data: object }>(
      `select data from pgboss.job where name = 'object-stored-dead'`,
    );
    assert.deepEqual(rows, [{ data: { message: { poison: true }, error: 'Error: poison', attempt: 4 } }]);
  });

  it('counts nothing against a message whose process stopped, however often', async () => {
    const { queue, url, client } = await createQueue();
    await queue.send('object-stored', 'interrupted', { key: 'stopped' });
    const deliveries: Delivery[] = [];
    for (let count = 1; count <= 4; count++) {
      const process = new PgBossQueue({ connectionString: url, log });
      await process.start();
      const stopping = new AbortController();
      const handler = async (delivery: Delivery): Promise<void> => {
        deliveries.push(delivery);
        await once(stopping.signal, 'abort');
        throw new Error('stopping');
      };
      await process.consume('object-stored', handler, { concurrency: 1 });
      // What was interrupted waits for its turn as what has failed does.
      await eventually(async () => {
        await client.query("update pgboss.job set start_after = now() where state = 'retry'");
        return deliveries.length === count;
      }, 40_000);
      const stopped = process.stop(5000);
      stopping.abort();
      await stopped;
    }
    assert.deepEqual(
      deliveries.map(({ attempt, lastAttempt }) => [attempt, lastAttempt]),
      [1, 2, 3, 4].map((attempt) => [attempt, false]),
    );
  });

  it('goes on after the database has closed every connection', async () => {
    const { queue, client } = await createQueue();
    const seen: unknown[] = [];
    await queue.consume('encode-status', async ({ message }) => void seen.push(message), { concurrency: 1 });
    for (let n = 1; n <= 3; n++) {
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
      await eventually(async () => await queue.send('encode-status', n).catch(() => false));
      await eventually(() => seen.includes(n));
    }
  });
});
