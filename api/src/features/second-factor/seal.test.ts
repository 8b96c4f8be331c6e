import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Seal } from './seal.ts';

describe('Seal', () => {
  const bytes = Buffer.from('what nobody else should read');
  const seal = new Seal(['current key', 'previous key'], 'tests');

  it('opens what it sealed, also by the key before', () => {
    assert.deepEqual(seal.open(seal.seal(bytes, 'row 1'), 'row 1'), bytes);
    const old = new Seal(['previous key', 'older key'], 'tests').seal(bytes, 'row 1');
    assert.deepEqual(seal.open(old, 'row 1'), bytes);
    assert.notEqual(old.by, seal.current);
    assert.notEqual(seal.seal(bytes, 'row 1').text, seal.seal(bytes, 'row 1').text);
  });

  it('opens nothing of another row, purpose or key, and nothing that was changed', () => {
    const sealed = seal.seal(bytes, 'row 1');
    assert.equal(seal.open(sealed, 'row 2'), null);
    assert.equal(new Seal(['current key'], 'others').open(sealed, 'row 1'), null);
    assert.equal(new Seal(['newer key', 'new key'], 'tests').open(sealed, 'row 1'), null);
    const changed = Buffer.from(sealed.text, 'base64url');
    changed[20] = (changed[20] ?? 0) ^ 1;
    assert.equal(seal.open({ ...sealed, text: changed.toString('base64url') }, 'row 1'), null);
    for (const text of ['', 'x', '"', sealed.text.slice(0, 30)]) {
      assert.equal(seal.open({ ...sealed, text }, 'row 1'), null);
    }
  });
});
