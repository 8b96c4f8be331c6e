import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { runSideBySide, type Scheduled } from './schedule.ts';

/** Runs and notes what was active at each begin. */
const follow = async (entries: readonly Scheduled[], lanes: number): Promise<string[]> => {
  const active = new Set<string>();
  const seen: string[] = [];
  await runSideBySide(entries, lanes, async ({ name }) => {
    active.add(name);
    seen.push([...active].join('+'));
    await new Promise((resolve) => setImmediate(resolve));
    active.delete(name);
  });
  return seen;
};

describe('runSideBySide', () => {
  it('keeps every lane busy, in the order given', async () => {
    assert.deepEqual(await follow([{ name: 'a' }, { name: 'b' }, { name: 'c' }], 1), ['a', 'b', 'c']);
    assert.deepEqual((await follow([{ name: 'a' }, { name: 'b' }, { name: 'c' }], 2)).slice(0, 2), [
      'a',
      'a+b',
    ]);
  });

  it('waits for what has to come before, if it comes at all', async () => {
    const entries = [
      { name: 'sizes', after: ['build'] },
      { name: 'build', after: ['install'] },
    ];
    assert.deepEqual(await follow(entries, 4), ['build', 'sizes']);
  });

  it('gives a wide one all its lanes, and no more than there are', async () => {
    const entries = [{ name: 'a' }, { name: 'wide', lanes: 2 }, { name: 'b' }];
    assert.ok((await follow(entries, 2)).includes('wide'));
    assert.ok((await follow(entries, 1)).includes('wide'));
  });

  it('fails with what a run throws, and names a circle', async () => {
    const failing = runSideBySide([{ name: 'a' }], 1, () => Promise.reject(new Error('no')));
    await assert.rejects(failing, /no/);
    const circle = [
      { name: 'a', after: ['b'] },
      { name: 'b', after: ['a'] },
    ];
    await assert.rejects(follow(circle, 2), /circle: a, b/);
  });
});
