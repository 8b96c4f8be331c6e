import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Redis } from 'ioredis';

import { eventually } from './eventually.ts';
import { endWithThisProcess } from './reaper.ts';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** The server of `TEST_REDIS_URL`, or one of our own without persistence, which ends with this process. */
export const createTestRedis = async (): Promise<TestRedis> => {
  const given = process.env['TEST_REDIS_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };

  const folder = await mkdtemp(join(tmpdir(), 'test-redis-'));
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  await once(server, 'spawn').catch((cause: unknown) => {
    throw new Error(
      'Redis tests need redis-server: install the package redis-server or set TEST_REDIS_URL.',
      { cause },
    );
  });
  const url = `redis://127.0.0.1:${port}`;
  await answers(url);
  const stop = endWithThisProcess(server.pid ?? 0, folder);
  return { url, stop };
};

const answers = async (url: string): Promise<void> => {
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  try {
    await eventually(async () => (await client.ping()) === 'PONG');
  } finally {
    client.disconnect();
  }
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
