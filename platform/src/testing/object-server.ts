import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createObjectHandler, type ObjectHandler } from '../local/disk-object-store.http.ts';
import { DiskObjectStore } from '../local/disk-object-store.ts';

export interface ObjectServer {
  readonly store: DiskObjectStore;
  readonly root: string;
  readonly url: string;
  stop(): Promise<void>;
}

export interface ObjectServerOptions {
  /** Unset: a new folder. Removed at the end in either case. */
  readonly root?: string;
  readonly keys?: readonly string[];
  readonly reserveBytes?: number;
  readonly stallMs?: number;
}

/** A disk object store with its HTTP face; what the face does not serve is answered with 418. */
export const startObjectServer = async (options: ObjectServerOptions = {}): Promise<ObjectServer> => {
  const root = options.root ?? (await mkdtemp(join(tmpdir(), 'disk-object-store-')));
  let handle: ObjectHandler | null = null;
  const server = createServer((req, res) => {
    void handle?.(req, res).then((served) => served || res.writeHead(418).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { keys = ['current', 'previous'], stallMs, ...rest } = options;
  const store = new DiskObjectStore({ ...rest, root, publicUrl: url, keys });
  await store.start();
  handle = createObjectHandler(store, stallMs === undefined ? {} : { stallMs });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(root, { recursive: true, force: true });
  };
  return { store, root, url, stop };
};
