import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { hashOf } from './build.ts';

describe('hashOf', () => {
  let root: string;
  const inputs = ['src', 'rollup.config.js', 'missing'];

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'vidkit-hash-'));
    await mkdir(join(root, 'src', 'deep'), { recursive: true });
    await writeFile(join(root, 'src', 'deep', 'a.ts'), 'a');
    await writeFile(join(root, 'rollup.config.js'), 'x');
  });

  after(() => rm(root, { recursive: true }));

  it('changes with contents and names, and not with tests', async () => {
    const first = await hashOf(root, inputs);
    assert.equal(await hashOf(root, inputs), first);
    await writeFile(join(root, 'src', 'a.test.ts'), 'test');
    assert.equal(await hashOf(root, inputs), first);
    await writeFile(join(root, 'src', 'deep', 'a.ts'), 'b');
    const second = await hashOf(root, inputs);
    assert.notEqual(second, first);
    await writeFile(join(root, 'src', 'b.ts'), '');
    const third = await hashOf(root, inputs);
    assert.notEqual(third, second);
    await writeFile(join(root, 'rollup.config.js'), 'y');
    assert.notEqual(await hashOf(root, inputs), third);
  });
});
