import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Cache } from '@vidkit/platform/ports/cache';
import { RedisCache } from '@vidkit/platform/redis/redis-cache';
import { createTestDatabase, type TestDatabase } from '@vidkit/platform/testing/test-database';
import { createTestRedis, type TestRedis } from '@vidkit/platform/testing/test-redis';

import { connect, type Knex } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { CachedOidcRecords } from './cached-oidc-records.ts';
import { OidcRecordRepository } from './oidc-record.repository.ts';

const log = { warn: () => undefined, error: () => undefined };

// A real PostgreSQL and a real Redis; two of them, as two processes have.
describe('CachedOidcRecords', () => {
  let database: TestDatabase;
  let redis: TestRedis;
  let knex: Knex;
  let stored: OidcRecordRepository;
  let caches: RedisCache[];
  let here: CachedOidcRecords;
  let there: CachedOidcRecords;

  before(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), createTestRedis()]);
    knex = connect({ connectionString: database.url });
    await migrate(knex);
    stored = new OidcRecordRepository(knex);
    caches = [1, 2].map(() => new RedisCache({ url: redis.url, log }));
    [here, there] = caches.map((cache) => new CachedOidcRecords(stored, cache)) as [
      CachedOidcRecords,
      CachedOidcRecords,
    ];
  });
  after(async () => {
    for (const cache of caches) await cache.stop();
    await knex.destroy();
    await Promise.all([database.drop(), redis.stop()]);
  });

  /** A record that was written long enough ago. */
  const create = async (payload: Record<string, unknown> = {}, seconds?: number): Promise<string> => {
    const id = randomUUID();
    await stored.upsert('Session', id, { n: 1, ...payload }, seconds);
    return id;
  };
  const numberOf = async (records: CachedOidcRecords, id: string): Promise<unknown> =>
    (await records.find('Session', id))?.['n'];

  it('answers without the database what was asked before, at every process', async () => {
    const id = await create();
    assert.equal(await numberOf(here, id), 1);
    await knex('oidc_record')
      .where({ id })
      .update({ payload: { n: 'unseen' } });
    assert.equal(await numberOf(there, id), 1);
  });

  it('tells everybody of a change, of an end and of a revocation at once', async () => {
    const account = randomUUID();
    const ids = [await create(), await create(), await create({ accountId: account })];
    const [changed, ended, revoked] = ids as [string, string, string];
    for (const id of ids) assert.equal(await numberOf(there, id), 1);
    await here.upsert('Session', changed, { n: 2 }, 600);
    await here.destroy('Session', ended);
    await here.revokeAccount(account);
    assert.deepEqual(await Promise.all(ids.map((id) => numberOf(there, id))), [2, undefined, undefined]);
    assert.deepEqual(await Promise.all([changed, ended, revoked].map((id) => numberOf(here, id))), [
      2,
      undefined,
      undefined,
    ]);
  });

  it('ends a grant with all that was issued from it', async () => {
    const grant = randomUUID();
    await stored.upsert('Grant', grant, {}, 600);
    await stored.upsert('RefreshToken', `of ${grant}`, { grantId: grant }, 600);
    assert.ok(await there.find('Grant', grant));
    await here.revokeGrant(grant);
    assert.equal(await there.find('Grant', grant), undefined);
    assert.equal(await there.find('RefreshToken', `of ${grant}`), undefined);
  });

  it('keeps nothing that was read before a change, however late it comes', async () => {
    const id = await create();
    // A process that has read the old record, and stood still before it kept it.
    let go = (): void => undefined;
    const standing = new Promise<void>((resolve) => (go = resolve));
    const [cache] = caches;
    assert.ok(cache);
    const slow: Cache = {
      get: (key) => cache.get(key),
      set: (key, value, seconds) => cache.set(key, value, seconds),
      add: async (key, value, seconds) => {
        await standing;
        return await cache.add(key, value, seconds);
      },
      delete: (key) => cache.delete(key),
      stop: () => Promise.resolve(),
    };
    const late = new CachedOidcRecords(stored, slow).find('Session', id);
    await sleep(100);
    await here.destroy('Session', id);
    go();
    assert.equal((await late)?.['n'], 1);
    assert.equal(await numberOf(there, id), undefined);
  });

  it('never answers an old record after a change was answered, whatever happens at the same time', async () => {
    const id = await create();
    for (let n = 2; n < 40; n++) {
      const reading = Array.from({ length: 6 }, (_, index) => numberOf(index % 2 ? here : there, id));
      await (n % 2 ? here : there).upsert('Session', id, { n }, 600);
      assert.deepEqual(await Promise.all([numberOf(here, id), numberOf(there, id)]), [n, n]);
      await Promise.all(reading);
    }
  });

  it('keeps a record no longer than it is good', async () => {
    const id = await create({}, 1);
    assert.equal(await numberOf(here, id), 1);
    await sleep(1200);
    assert.equal(await numberOf(here, id), undefined);
  });

  it('goes on without the cache', async () => {
    const lost = new RedisCache({ url: 'redis://127.0.0.1:1', log });
    const records = new CachedOidcRecords(stored, lost);
    const id = await create();
    assert.equal(await numberOf(records, id), 1);
    await records.destroy('Session', id);
    assert.equal(await numberOf(records, id), undefined);
    await lost.stop();
  });
});
