import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { describeColdStore } from '../testing/cold-store-suite.ts';
import { startObjectServer } from '../testing/object-server.ts';
import { DiskColdStore } from './disk-cold-store.ts';

describeColdStore('DiskColdStore', async () => {
  const server = await startObjectServer();
  const cold = new DiskColdStore({ objects: server.store, restoreSeconds: 0 });
  return { objects: server.store, cold, stop: () => server.stop() };
});

describe('DiskColdStore', () => {
  it('says how long a restore takes', async () => {
    const server = await startObjectServer();
    const { store } = server;
    const cold = new DiskColdStore({ objects: store, restoreSeconds: 60 });
    await store.put('sources/a', 'bytes', 'video/mp4');
    await cold.archive('sources/a');
    const wait = (await cold.restore('sources/a')).getTime() - Date.now();
    assert.ok(wait > 50_000 && wait <= 60_000);
    await server.stop();
  });
});
