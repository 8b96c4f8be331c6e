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

export interface RedisServer extends TestRedis {
  readonly port: number;
  /** Runs a command on it, by a connection of its own. */
  command(...words: string[]): Promise<unknown>;
}

/** The server of `TEST_REDIS_URL`, or one of our own without persistence, which ends with this process. */
export const createTestRedis = async (): Promise<TestRedis> => {
  const given = process.env['TEST_REDIS_URL'];
  if (given) return { url: given, stop: () => Promise.resolve() };
  return await startRedisServer();
};

/** A server of our own, with further arguments. It has to speak without TLS on its port. */
export const startRedisServer = async (further: readonly string[] = []): Promise<RedisServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'test-redis-'));
  const port = await freePort();
  const server = spawn(
    'redis-server',
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
      ...further,
    ],
    { stdio: 'ignore' },
  );
  await once(server, 'spawn').catch((cause: unknown) => {
    throw new Error(
      'Redis tests need redis-server: install the package redis-server or set TEST_REDIS_URL.',
      { cause },
    );
  });
  const url = `redis://127.0.0.1:${port}`;
  const stop = endWithThisProcess(server.pid ?? 0, folder);
  const password = further[further.indexOf('--requirepass') + 1];
  const command = async (...words: string[]): Promise<unknown> => {
    const client = new Redis(url, {
      retryStrategy: () => 50,
      maxRetriesPerRequest: null,
      ...(further.includes('--requirepass') && password !== undefined && { password }),
    });
    client.on('error', () => undefined);
    try {
      return await client.call(...(words as [string, ...string[]]));
    } finally {
      client.disconnect();
    }
  };
  await eventually(async () => (await command('PING')) === 'PONG');
  return { url, port, command, stop };
};

export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
