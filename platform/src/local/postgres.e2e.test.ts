import assert from 'node:assert/strict';
import { appendFile, chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { eventually } from '../testing/eventually.ts';
import { type RunningPostgres, startPostgres } from './postgres.ts';
import { isRunning } from './process-info.ts';

const password = 'p@ss/word with:signs';

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
};

const kill = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGKILL');
  while (await isRunning(pid)) await sleep(5);
};

describe('startPostgres', () => {
  let dataDir: string;
  let server: RunningPostgres;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'vidkit-postgres-'));
    server = await startPostgres({ dataDir, password });
  });

  after(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('makes a cluster with a role that is no superuser, and keeps no password file', async () => {
    const [row] = await query(
      server.url,
      'select current_user as name, current_database() as database, usesuper from pg_user where usename = current_user',
    );
    assert.deepEqual(row, { name: 'vidkit', database: 'vidkit', usesuper: false });
    assert.equal(server.adopted, false);
    assert.deepEqual((await readdir(dataDir)).sort(), ['logs', 'postgres']);
  });

  it('lets the application install the extensions that it needs', async () => {
    await query(server.url, 'create extension if not exists citext; create extension if not exists pg_trgm;');
    assert.deepEqual(await query(server.url, `select 'A'::citext = 'a'::citext as same`), [{ same: true }]);
  });

  it('listens on loopback only', async () => {
    const [row] = await query(server.adminUrl, 'show listen_addresses');
    assert.deepEqual(row, { listen_addresses: '127.0.0.1' });
  });

  it('adopts a server that still runs, and can end it', async () => {
    const second = await startPostgres({ dataDir, password });
    assert.equal(second.adopted, true);
    assert.equal(second.pid, server.pid);
    await second.stop();
    await second.stop();
    // Its end is noticed by this process, its parent, a moment later.
    await eventually(async () => !(await isRunning(server.pid)));
    server = await startPostgres({ dataDir, password });
  });

  it('recovers committed rows after SIGKILL, again and again', async () => {
    await query(server.url, 'create table kept (id int primary key)');
    for (let round = 1; round <= 3; round += 1) {
      await query(server.url, `insert into kept values (${round})`);
      await kill(server.pid);
      server = await startPostgres({ dataDir, password });
      assert.equal(server.adopted, false);
      const [row] = await query(server.url, 'select count(*)::int as n from kept');
      assert.deepEqual(row, { n: round });
    }
  });

  it('starts although a stranger has the process id of the dead server', async () => {
    await kill(server.pid);
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [String(process.pid), ...lines.slice(1)].join('\n'));
    server = await startPostgres({ dataDir, password });
    assert.equal(server.adopted, false);
  });

  it('refuses the wrong password with one readable reason', async () => {
    await assert.rejects(startPostgres({ dataDir, password: 'another' }), { code: 'postgres_password' });
  });

  it('refuses a cluster of another major version and leaves it alone', async () => {
    await server.stop();
    const file = join(dataDir, 'postgres', 'PG_VERSION');
    await writeFile(file, '12\n');
    await assert.rejects(startPostgres({ dataDir, password }), { code: 'postgres_version' });
    await writeFile(file, '18\n');
    server = await startPostgres({ dataDir, password });
  });

  it('reports what the server wrote when it cannot start', async () => {
    await server.stop();
    const config = join(dataDir, 'postgres', 'postgresql.conf');
    const { mode } = await stat(config);
    const original = await readFile(config);
    await appendFile(config, '\nno_such_setting = 1\n');
    await assert.rejects(startPostgres({ dataDir, password }), {
      code: 'postgres_failed',
      message: /no_such_setting/,
    });
    await writeFile(config, original);
    await chmod(config, mode);
    server = await startPostgres({ dataDir, password });
  });
});
