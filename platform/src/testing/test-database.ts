import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import pg from 'pg';

import { startPostgres } from '../local/postgres.ts';
import { endWithThisProcess } from './reaper.ts';

export interface TestDatabase {
  readonly url: string;
  /** Ends its sessions and removes it. */
  drop(): Promise<void>;
}

export interface TestServer {
  /** A role that may create databases and is no superuser. */
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/**
 * A fresh, empty database: on the server of `TEST_DATABASE_URL` (its role may create databases), else on a
 * private server of this process, which ends with it, however it ends.
 */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = process.env['TEST_DATABASE_URL'] ?? (await privateServer()).url;
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await execute(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) };
};

/** A PostgreSQL in a folder of its own, quick rather than durable. It ends when this process ends, at the latest. */
export const startTestServer = async (): Promise<TestServer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'vidkit-test-postgres-'));
  const password = randomBytes(16).toString('hex');
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
  const server = await startPostgres({ dataDir, password, settings });
  const stop = endWithThisProcess(server.pid, dataDir);
  await execute(server.adminUrl, 'alter role vidkit createdb');
  return { url: server.url, pid: server.pid, dataDir, stop };
};

let started: Promise<TestServer> | null = null;

const privateServer = (): Promise<TestServer> => (started ??= startTestServer());

const execute = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
