import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { DataDirInUseError, findInstance, isSame, lockInstance, markOf } from './instance-lock.ts';

describe('lockInstance', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'vidkit-lock-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('refuses a second owner and names the address of the first', async () => {
    const lock = await lockInstance(dataDir, 'http://localhost:1');
    await assert.rejects(lockInstance(dataDir, 'http://localhost:2'), (error) => {
      assert.ok(error instanceof DataDirInUseError);
      assert.equal(error.owner.address, 'http://localhost:1');
      return true;
    });
    await lock.release();
    await lock.release();
    await (await lockInstance(dataDir, 'http://localhost:2')).release();
    assert.deepEqual(await readdir(dataDir), []);
  });

  it('lets exactly one of many starters win, also over a dead owner', async () => {
    const dead = {
      pid: 4_194_303,
      startMark: 'x',
      address: 'http://localhost:9',
      databaseUrl: null,
      children: [],
    };
    await writeFile(join(dataDir, 'instance.json'), JSON.stringify(dead));
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => startLocking(dataDir, `http://localhost:${n}`)),
    );
    const winners = results.filter((result) => result.status === 'fulfilled' && result.value === 'locked');
    assert.equal(winners.length, 1);
  });

  it('hands over the children of an owner that was killed', async () => {
    const children = [await markOf(process.pid)];
    const dead = { pid: process.pid, startMark: 'of another life', address: '', databaseUrl: null, children };
    await writeFile(join(dataDir, 'instance.json'), JSON.stringify(dead));
    const lock = await lockInstance(dataDir, 'http://localhost:1');
    assert.deepEqual(lock.orphans, children);
    await lock.release();
  });

  it('takes a broken file for a dead owner', async () => {
    await writeFile(join(dataDir, 'instance.json'), '{"pid": 1');
    await (await lockInstance(dataDir, 'http://localhost:1')).release();
  });

  it('keeps facts for others, readable by the owner only', async () => {
    const lock = await lockInstance(dataDir, 'http://localhost:1');
    await lock.update({ databaseUrl: 'postgres://x' });
    assert.equal((await findInstance(dataDir))?.databaseUrl, 'postgres://x');
    assert.equal((await stat(join(dataDir, 'instance.json'))).mode & 0o777, 0o600);
    await lock.release();
    assert.equal(await findInstance(dataDir), null);
  });

  it('stays readable and ends with the last word when several update it at once', async () => {
    const lock = await lockInstance(dataDir, 'http://localhost:1');
    const mark = await markOf(process.pid);
    const lists = Array.from({ length: 40 }, (_, n) => Array.from({ length: (n * 7) % 5 }, () => mark));
    const updates = lists.map((children) => lock.update({ children }));
    const done = Promise.all(updates).then(() => true);
    do assert.ok(await findInstance(dataDir));
    while (!(await Promise.race([done, Promise.resolve(false)])));
    assert.deepEqual((await findInstance(dataDir))?.children, lists.at(-1));
    await lock.release();
    assert.deepEqual(await readdir(dataDir), []);
  });
});

describe('isSame', () => {
  it('knows a process from a later one with its id, and from none', async () => {
    const mark = await markOf(process.pid);
    assert.equal(await isSame(mark), true);
    assert.equal(await isSame({ ...mark, startMark: 'another' }), false);
    const child = spawn(process.execPath, ['-e', '']);
    const childMark = await markOf(child.pid!);
    await once(child, 'exit');
    assert.equal(await isSame(childMark), false);
  });
});

/** Tries it in a process of its own, which lives until the trial is over. */
const startLocking = async (dataDir: string, address: string): Promise<string> => {
  const module = new URL('instance-lock.ts', import.meta.url).href;
  const source = `
    const { lockInstance } = await import(${JSON.stringify(module)});
    await lockInstance(${JSON.stringify(dataDir)}, ${JSON.stringify(address)}).then(
      () => console.log('locked'), (error) => console.log(error.code));
    setTimeout(() => {}, 1500);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  await once(child, 'exit');
  return line.toString().trim();
};
