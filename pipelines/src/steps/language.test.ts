import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { bcp47, languageName } from './language.ts';

describe('bcp47', () => {
  const cases: readonly [string | undefined, string][] = [
    ['eng', 'en'],
    ['fra', 'fr'],
    ['fre', 'fr'],
    ['ger', 'de'],
    ['pt-BR', 'pt-BR'],
    ['und', 'und'],
    [undefined, 'und'],
    ['"; DROP', 'und'],
  ];
  for (const [tag, expected] of cases) {
    it(`makes ${expected} of ${tag}`, () => assert.equal(bcp47(tag), expected));
  }
});

describe('languageName', () => {
  it('speaks the language it names', () => assert.equal(languageName('fr'), 'français'));
});
