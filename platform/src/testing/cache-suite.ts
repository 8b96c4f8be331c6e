import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';

import type { Cache } from '../ports/cache.ts';

/** What every cache does. Keys of the suite are its own, so that a shared server will do. */
export const describeCache = (name: string, create: () => Promise<Cache>): void => {
  describe(name, () => {
    let cache: Cache;
    let keys = 0;
    const newKey = (): string => `suite:${process.pid}:${Date.now()}:${++keys}`;

    before(async () => {
      cache = await create();
    });
    after(async () => {
      await cache.stop();
      await cache.stop();
    });

    it('finds nothing before something is set', async () => {
      assert.equal(await cache.get(newKey()), undefined);
    });

    for (const value of ['text', '', 0, false, null, [1, { deep: 'ä' }], { a: [] }]) {
      it(`gives back ${JSON.stringify(value)}`, async () => {
        const key = newKey();
        await cache.set(key, value, 60);
        assert.deepEqual(await cache.get(key), value);
      });
    }

    it('keeps copies', async () => {
      const [key, value] = [newKey(), { list: [1] }];
      await cache.set(key, value, 60);
      value.list.push(2);
      (await cache.get<typeof value>(key))?.list.push(3);
      assert.deepEqual(await cache.get(key), { list: [1] });
    });

    it('replaces and deletes', async () => {
      const key = newKey();
      await cache.set(key, 1, 60);
      await cache.set(key, 2, 60);
      assert.equal(await cache.get(key), 2);
      await cache.delete(key);
      await cache.delete(key);
      assert.equal(await cache.get(key), undefined);
    });

    it('adds only where there is nothing, for one of several at the same time', async () => {
      const key = newKey();
      const added = await Promise.all([1, 2, 3].map((value) => cache.add(key, value, 60)));
      assert.equal(added.filter(Boolean).length, 1);
      const kept = await cache.get(key);
      assert.equal(await cache.add(key, 4, 60), false);
      assert.equal(await cache.get(key), kept);
      await cache.delete(key);
      assert.equal(await cache.add(key, null, 0.2), true);
      assert.equal(await cache.add(key, 5, 60), false);
      await sleep(400);
      assert.equal(await cache.add(key, 6, 60), true);
    });

    it('forgets after the time to live', async () => {
      const [short, long] = [newKey(), newKey()];
      await cache.set(short, 1, 0.2);
      await cache.set(long, 1, 60);
      await sleep(400);
      assert.equal(await cache.get(short), undefined);
      assert.equal(await cache.get(long), 1);
    });
  });
};
