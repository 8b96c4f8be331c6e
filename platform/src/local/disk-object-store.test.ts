import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describeObjectStore } from '../testing/object-store-suite.ts';
import { createObjectHandler, type ObjectHandler } from './disk-object-store.http.ts';
import { DiskObjectStore } from './disk-object-store.ts';

describeObjectStore('DiskObjectStore', async () => {
  const root = await mkdtemp(join(tmpdir(), 'disk-object-store-'));
  let handle: ObjectHandler | null = null;
  const server = createServer((req, res) => void handle?.(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const store = new DiskObjectStore({
    root,
    publicUrl: `http://127.0.0.1:${port}`,
    keys: ['current', 'previous'],
  });
  await store.start();
  handle = createObjectHandler(store);
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(root, { recursive: true });
  };
  return { store, stop };
});
