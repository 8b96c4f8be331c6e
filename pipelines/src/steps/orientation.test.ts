import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { jpegTurned } from '../testing/jpeg-turned.ts';
import { readOrientation } from './orientation.ts';

const plain = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda0000', 'hex');

describe('readOrientation', () => {
  it('reads either order of bytes', () => {
    assert.equal(readOrientation(jpegTurned(plain, 6, 'II')), 6);
    assert.equal(readOrientation(jpegTurned(plain, 8, 'MM')), 8);
  });

  it('takes a picture as upright that says nothing, nonsense, or ends too early', () => {
    const turned = jpegTurned(plain, 6, 'II');
    for (const bytes of [
      plain,
      jpegTurned(plain, 99, 'II'),
      Buffer.alloc(0),
      Buffer.from('\x89PNG', 'latin1'),
    ])
      assert.equal(readOrientation(bytes), 1);
    for (let end = 0; end < 32; end++) assert.equal(readOrientation(turned.subarray(0, end)), 1, String(end));
  });
});
