import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { findInstance, type InstanceLock, isSame, lockInstance } from '@vidkit/platform/local/instance-lock';
import { isRunning } from '@vidkit/platform/local/process-info';
import { eventually } from '@vidkit/platform/testing/eventually';

import type { Failure } from '../bootstrap/failure.mjs';
import { endOrphans } from './orphans.ts';
import { drainMs, Supervisor } from './supervisor.ts';

const script = fileURLToPath(new URL('testing/stand-in.ts', import.meta.url));

describe('Supervisor', () => {
  let folder: string;
  let lock: InstanceLock;
  let supervisor: Supervisor;
  let warnings: string[];
  let givenUp: Promise<Failure>;

  const spec = (name: string, behaviour = '') => ({
    name,
    script,
    args: [behaviour],
    env: process.env,
    cwd: folder,
    logFolder: folder,
  });
  const logOf = (name: string) => readFile(join(folder, `${name}.log`), 'utf8');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-supervisor-'));
    lock = await lockInstance(folder, 'http://localhost:1');
    warnings = [];
    givenUp = new Promise((settle) => {
      supervisor = new Supervisor({ lock, warn: (text) => warnings.push(text), onGivenUp: settle });
    });
  });

  afterEach(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true });
  });

  it('starts children, remembers them, and ends them in order', async () => {
    const api = await supervisor.addChild(spec('api'));
    const worker = await supervisor.addChild(spec('worker'));
    const pids = [api.pid!, worker.pid!];
    await eventually(async () => (await findInstance(folder))?.children.length === 2);
    await supervisor.stop();
    for (const pid of pids) assert.equal(await isRunning(pid), false);
    assert.match(await logOf('api'), /ends: told/);
    assert.equal(await findInstance(folder), null);
    assert.deepEqual(warnings, []);
  });

  it('starts a killed child again, with one warning', async () => {
    const api = await supervisor.addChild(spec('api'));
    const first = api.pid!;
    process.kill(first, 'SIGKILL');
    await eventually(async () => api.pid !== null && api.pid !== first);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!, /api ended \(SIGKILL\).*api\.log/);
  });

  it('shows the end of the log when a child does not come up', async () => {
    await assert.rejects(supervisor.addChild(spec('api', 'fails')), {
      name: 'Failure',
      message: /api ended \(code 3\)[^]*upside down/,
    });
  });

  it('gives up a child that crashes again and again, and ends the others', async () => {
    const worker = await supervisor.addChild(spec('worker'));
    const pid = worker.pid!;
    await supervisor.addChild({ ...spec('api', 'crashes'), pausesMs: [50, 50] });
    assert.match((await givenUp).message, /api keeps ending \(code 9\)/);
    assert.equal(await isRunning(pid), false);
  });

  it('does not wait for a stubborn child once it is hurried', async () => {
    const api = await supervisor.addChild(spec('api', 'stubborn'));
    const pid = api.pid!;
    const begun = performance.now();
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    assert.equal(await isRunning(pid), false);
    assert.ok(performance.now() - begun < drainMs);
  });
});

describe('children of a killed supervisor', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-orphans-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** A process that supervises one stand-in and prints `ready` when that one works. */
  const startOwner = () => {
    const source = `
      const { lockInstance } = await import('@vidkit/platform/local/instance-lock');
      const { Supervisor } = await import(${JSON.stringify(new URL('supervisor.ts', import.meta.url).href)});
      const lock = await lockInstance(${JSON.stringify(folder)}, 'http://localhost:1');
      const supervisor = new Supervisor({ lock, warn: console.error, onGivenUp: console.error });
      await supervisor.addChild({ name: 'api', script: ${JSON.stringify(script)}, args: [''], env: process.env,
        cwd: ${JSON.stringify(folder)}, logFolder: ${JSON.stringify(folder)} });
      console.log('ready');
      setInterval(() => undefined, 1000);`;
    return spawn(process.execPath, ['--input-type=module', '-e', source], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };

  const killAndTakeOver = async (owner: ReturnType<typeof startOwner>) => {
    await eventually(async () => (await findInstance(folder))?.children.length === 1);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const lock = await lockInstance(folder, 'http://localhost:2');
    assert.equal(lock.orphans.length, 1);
    await endOrphans(lock.orphans, 10_000);
    assert.equal(await isSame(lock.orphans[0]!), false);
    await lock.release();
    return readFile(join(folder, 'api.log'), 'utf8');
  };

  it('end by themselves in an orderly way, and the next start waits for them', async () => {
    const owner = startOwner();
    await once(owner.stdout, 'data');
    assert.match(await killAndTakeOver(owner), /^ends: orphaned\n$/);
  });

  it('end also when they were still starting', async () => {
    assert.doesNotMatch(await killAndTakeOver(startOwner()), /told|rror/);
  });
});
