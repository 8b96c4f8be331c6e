import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { lockInstance } from '@vidkit/platform/local/instance-lock';

import { exitCodes } from '../bootstrap/failure.mjs';
import { repository } from '../bootstrap/folders.mjs';

describe('npm start, when it cannot', () => {
  let dataDir: string;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'vidkit-start-'));
  });

  after(() => rm(dataDir, { recursive: true }));

  const start = async (env: Record<string, string>, args: readonly string[] = []) => {
    const child = spawn(process.execPath, [join(repository, 'scripts/start.mjs'), ...args], {
      cwd: repository,
      env: { ...process.env, DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, lines: output.trim().split('\n') };
  };

  it('names a wrong variable', async () => {
    const { code, lines } = await start({ PORT: 'many' });
    assert.equal(code, exitCodes.badConfiguration);
    assert.deepEqual(lines.length, 1);
    assert.match(lines[0]!, /PORT must be a port number/);
  });

  it('names a port that is taken, makes nothing before, and sweeps what a killed start left', async () => {
    await writeFile(join(dataDir, 'secrets.json.4711'), 'half a');
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, lines } = await start({ PORT: String(port) });
    server.close();
    assert.equal(code, exitCodes.portTaken);
    assert.deepEqual(lines.length, 1);
    assert.match(lines[0]!, new RegExp(`Port ${port} is taken`));
    assert.deepEqual(await readdir(dataDir), []);
  });

  it('names the address of the instance that has the folder', async () => {
    const lock = await lockInstance(dataDir, 'http://localhost:4711');
    const { code, lines } = await start({});
    await lock.release();
    assert.equal(code, exitCodes.dataFolderInUse);
    assert.deepEqual(lines.length, 1);
    assert.match(lines[0]!, /http:\/\/localhost:4711/);
  });

  it('names a folder that it may not write', async () => {
    const { code, lines } = await start({ DATA_DIR: '/dev/null/data' });
    assert.equal(code, exitCodes.notAllowed);
    assert.deepEqual(lines.length, 1);
    assert.match(lines[0]!, /\/dev\/null\/data/);
  });

  it('names a machine that it does not run on, and makes nothing before', async () => {
    const elsewhere = `data:text/javascript,Object.defineProperty(process,'arch',{value:'mips'})`;
    const { code, lines } = await start({ NODE_OPTIONS: `--import=${elsewhere}` });
    assert.equal(code, exitCodes.unsupported);
    assert.deepEqual(lines.length, 1);
    assert.match(lines[0]!, /no built-in PostgreSQL for \w+-mips\. Set DATABASE_URL/);
    assert.deepEqual(await readdir(dataDir), []);
  });

  it('explains itself', async () => {
    const { code, lines } = await start({}, ['--help']);
    assert.equal(code, 0);
    assert.match(lines.join('\n'), /DATA_DIR/);
  });
});
