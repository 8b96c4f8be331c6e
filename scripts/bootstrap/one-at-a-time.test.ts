import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { oneAtATime } from './one-at-a-time.mjs';

describe('oneAtATime', () => {
  let file: string;

  before(async () => (file = join(await mkdtemp(join(tmpdir(), 'vidkit-turn-')), 'deeper', 'lock')));
  after(() => rm(join(file, '..', '..'), { recursive: true }));

  it('lets the second begin when the first has ended, however it ended', async () => {
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} ends`);
      if (name === 'first') throw new Error('it fails');
    };
    const first = oneAtATime(file, work('first'));
    const second = oneAtATime(file, work('second'));
    await assert.rejects(first, /it fails/);
    await second;
    assert.deepEqual(seen, ['first begins', 'first ends', 'second begins', 'second ends']);
    assert.equal(existsSync(file), false);
  });

  it('does not wait for a process that was killed', async () => {
    await writeFile(file, String(spawnSync(process.execPath, ['--version']).pid));
    assert.equal(await oneAtATime(file, () => Promise.resolve('done')), 'done');
  });
});
