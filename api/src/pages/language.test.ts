import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { pickLanguage } from './language.ts';

describe('pickLanguage', () => {
  it('takes the wish with the highest weight that we speak', () => {
    assert.equal(pickLanguage('de-AT,de;q=0.9,en;q=0.8'), 'de');
    assert.equal(pickLanguage('fr, en;q=0.3, de;q=0.4'), 'de');
    assert.equal(pickLanguage('de;q=0.1, en'), 'en');
  });

  it('answers English when nothing fits or nothing is asked', () => {
    for (const header of [undefined, '', 'fr', '*', 'de;q=0', ';;;,,q=', 'constructor', '__proto__;q=1']) {
      assert.equal(pickLanguage(header), 'en', header);
    }
  });
});
