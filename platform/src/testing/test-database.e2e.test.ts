import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { isRunning } from '../local/process-info.ts';
import { createTestDatabase } from './test-database.ts';

describe('createTestDatabase', () => {
  it('gives databases apart from each other and removes them with open sessions', async () => {
    const [a, b] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    assert.notEqual(a.url, b.url);
    const client = new pg.Client({ connectionString: a.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('create table only_here (id int)');
    await a.drop();
    await assert.rejects(client.query('select 1'));
    await b.drop();
    await b.drop();
  });

  it('leaves no server and no folder behind a process that was killed', async () => {
    const module = new URL('test-database.ts', import.meta.url).href;
    const source = `
      const { startTestServer } = await import(${JSON.stringify(module)});
      const server = await startTestServer();
      console.log(JSON.stringify({ pid: server.pid, dataDir: server.dataDir }));
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { pid, dataDir } = JSON.parse(line.toString()) as { pid: number; dataDir: string };
    assert.equal(await isRunning(pid), true);
    child.kill('SIGKILL');
    const exists = () =>
      stat(dataDir).then(
        () => true,
        () => false,
      );
    for (let waited = 0; waited < 200 && (await exists()); waited += 1) await sleep(50);
    assert.equal(await exists(), false);
    assert.equal(await isRunning(pid), false);
  });
});
