import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { describeCache } from '../testing/cache-suite.ts';
import { MemoryCache } from './memory-cache.ts';

describeCache('MemoryCache', () => Promise.resolve(new MemoryCache()));

describe('MemoryCache when it is full', () => {
  it('drops what was not used for longest', async () => {
    const cache = new MemoryCache({ maxBytes: 1000 });
    for (const key of ['a', 'b', 'c']) await cache.set(key, 'x'.repeat(140), 60);
    await cache.get('a');
    await cache.set('d', 'x'.repeat(140), 60);
    assert.equal(await cache.get('b'), undefined);
    assert.equal(await cache.get('a'), 'x'.repeat(140));
  });

  it('does not keep what is larger than itself', async () => {
    const cache = new MemoryCache({ maxBytes: 1000 });
    await cache.set('a', 'x'.repeat(2000), 60);
    assert.equal(await cache.get('a'), undefined);
  });
});
