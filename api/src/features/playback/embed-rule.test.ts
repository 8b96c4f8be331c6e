import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { frameAncestors, mayEmbed } from './embed-rule.ts';

describe('mayEmbed', () => {
  const allowed = ['https://blog.example', 'https://*.shop.example', 'http://localhost:3000'];

  it('takes the exact origin and what is below a domain', () => {
    for (const origin of [
      'https://blog.example',
      'https://eu.shop.example',
      'https://a.b.shop.example',
      'http://localhost:3000',
    ])
      assert.equal(mayEmbed(allowed, origin), true, origin);
  });

  it('refuses everything else', () => {
    for (const origin of [
      'http://blog.example',
      'https://blog.example:8443',
      'https://blog.example.evil.example',
      'https://shop.example',
      'https://evilshop.example',
      'http://eu.shop.example',
      'https://eu.shop.example:8443',
      'http://localhost:3001',
      'null',
      '',
    ])
      assert.equal(mayEmbed(allowed, origin), false, origin);
    assert.equal(mayEmbed([], 'https://blog.example'), false);
  });
});

describe('frameAncestors', () => {
  it('is everybody without a list, and us and the list with one', () => {
    assert.equal(frameAncestors(null), '*');
    assert.equal(frameAncestors([]), "'self'");
    assert.equal(frameAncestors(['https://*.shop.example']), "'self' https://*.shop.example");
  });
});
