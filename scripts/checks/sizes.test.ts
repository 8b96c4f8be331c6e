import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { sizeWithImports } from './sizes.ts';

describe('sizeWithImports', () => {
  const files = {
    'a.js': { brotli: 100, imports: ['b.js', 'c.js'] },
    'b.js': { brotli: 10, imports: ['c.js', 'a.js'] },
    'c.js': { brotli: 1, imports: [] },
    'broken.js': { brotli: 1, imports: ['gone.js'] },
  };

  it('counts every file once, circles included', () => {
    assert.equal(sizeWithImports(files, 'a.js'), 111);
    assert.equal(sizeWithImports(files, 'c.js'), 1);
  });

  it('is infinite when something is missing', () => {
    assert.equal(sizeWithImports(files, 'broken.js'), Number.POSITIVE_INFINITY);
    assert.equal(sizeWithImports(files, 'nothing.js'), Number.POSITIVE_INFINITY);
  });
});
