import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isGuessable } from './password-policy.ts';

describe('isGuessable', () => {
  it('finds what is tried first', () => {
    for (const weak of [
      '',
      'abc',
      'Password123',
      'P@ssw0rd2026!',
      'qwertyuiop',
      '9876543210',
      'abcdefghijkl',
      'zzzzzzzzzz',
      'xyxyxyxyxyxy',
      'Welcome2026!!',
    ]) {
      assert.equal(isGuessable(weak), true, weak);
    }
  });

  it('finds the person in the password', () => {
    assert.equal(isGuessable('ada.lovelace1815', ['ada.lovelace@example.com']), true);
    assert.equal(isGuessable('Ada Lovelace!', ['ada@example.com', 'Ada Lovelace']), true);
  });

  it('lets phrases and random ones pass, in any script', () => {
    for (const good of [
      'correct horse battery',
      'vK3#qz8Lw!',
      'морковный пирог',
      '猫と犬と鳥と魚と亀と猿',
      'my name is not here',
    ]) {
      assert.equal(isGuessable(good, ['ada@example.com', 'Ada']), false, good);
    }
  });
});
