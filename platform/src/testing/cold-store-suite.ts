import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { ColdStore } from '../ports/cold-store.ts';
import { type ObjectStore, ObjectStoreError } from '../ports/object-store.ts';

/** What every cold store does. `create` gives one whose restores take no time. */
export const describeColdStore = (
  name: string,
  create: () => Promise<{ cold: ColdStore; objects: ObjectStore; stop: () => Promise<void> }>,
): void => {
  describe(name, () => {
    let cold: ColdStore;
    let objects: ObjectStore;
    let stop: () => Promise<void>;
    before(async () => {
      ({ cold, objects, stop } = await create());
    });
    after(() => stop());

    const missing = (work: Promise<unknown>): Promise<void> =>
      assert.rejects(work, (error) => error instanceof ObjectStoreError && error.code === 'object_missing');

    it('takes an object away and brings it back as it was', async () => {
      const before = await objects.put('sources/a', 'bytes', 'video/mp4');
      await cold.archive('sources/a');
      await missing(objects.head('sources/a'));
      assert.deepEqual(await cold.list(), ['sources/a']);
      assert.ok((await cold.restore('sources/a')).getTime() <= Date.now());
      assert.equal(await cold.fetch('sources/a'), true);
      const after = await objects.head('sources/a');
      assert.deepEqual([after.etag, after.size, after.contentType], [before.etag, 5, 'video/mp4']);
      assert.deepEqual(await cold.list(), []);
    });

    it('bears every call twice', async () => {
      await objects.put('sources/b', 'bytes', 'video/mp4');
      await cold.archive('sources/b');
      await cold.archive('sources/b');
      await cold.restore('sources/b');
      await cold.restore('sources/b');
      await cold.fetch('sources/b');
      assert.equal(await cold.fetch('sources/b'), true);
      await objects.head('sources/b');
      await cold.delete('sources/b');
      await cold.delete('sources/b');
      await objects.head('sources/b');
    });

    it('names what is missing', async () => {
      await missing(cold.archive('sources/none'));
      await missing(cold.restore('sources/none'));
      await missing(cold.fetch('sources/none'));
    });
  });
};
