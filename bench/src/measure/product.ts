import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { type Config, readConfig } from '@vidkit/platform/config';

export const repository = join(import.meta.dirname, '../../..');

export interface Started {
  readonly readyMs: number;
  stop(): Promise<void>;
}

/** `npm start` in a folder until its ready line. */
export const startIn = async (folder: string, env: Readonly<Record<string, string>>): Promise<Started> => {
  const from = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await readyLine(child);
  const readyMs = performance.now() - from;
  return {
    readyMs,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
};

const readyLine = async (child: ChildProcess): Promise<void> => {
  if (!child.stdout) throw new Error('the product has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('Ready in')) return;
  }
  throw new Error('the product ended before it was ready');
};

export interface Product {
  readonly config: Config;
  stop(): Promise<void>;
}

/** The product of this repository on data and ports of its own, without a demo. */
export const startProduct = async (settings: Readonly<Record<string, string>> = {}): Promise<Product> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'vidkit-bench-'));
  const own = { PORT: String(await freePort()), DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'warn' };
  const env = { ...own, ...settings };
  const started = await startIn(repository, env);
  const instance = JSON.parse(await readFile(join(dataDir, 'instance.json'), 'utf8')) as {
    databaseUrl: string;
  };
  return {
    config: readConfig({ ...env, DATABASE_URL: instance.databaseUrl }),
    stop: async () => {
      await started.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};
