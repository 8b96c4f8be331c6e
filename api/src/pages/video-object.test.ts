import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { isoDuration, jsonLd } from './video-object.ts';

describe('isoDuration', () => {
  it('writes what schema.org reads', () => {
    const texts = [0, 400, 59_600, 61_000, 3_600_000, 3_723_000, 90_000_000].map(isoDuration);
    assert.deepEqual(texts, ['PT1S', 'PT1S', 'PT1M', 'PT1M1S', 'PT1H', 'PT1H2M3S', 'PT25H']);
  });
});

describe('jsonLd', () => {
  it('cannot be left from inside, and says the same', () => {
    const hostile = `</script><!--<script>]]>&\u2028\u2029"`;
    const markup = jsonLd({ hostile }).toString();
    assert.equal(markup.match(/</g)?.length, 2);
    assert.ok(!/[&\u2028\u2029]/.test(markup));
    const json = markup.slice(markup.indexOf('>') + 1, markup.lastIndexOf('<'));
    assert.deepEqual(JSON.parse(json), { hostile });
  });
});
