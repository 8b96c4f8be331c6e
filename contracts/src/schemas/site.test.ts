import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { embedOrigin } from './site.ts';

describe('embedOrigin', () => {
  it('takes origins as browsers spell them, and all below a domain', () => {
    for (const value of [
      'https://blog.example',
      'http://localhost:3000',
      'http://127.0.0.1:8081',
      'https://*.shop.example',
      'https://*.shop.example:8443',
      'https://xn--mller-kva.example',
    ])
      assert.equal(embedOrigin.safeParse(value).success, true, value);
  });

  it('refuses what is none, or would end a source in a content policy', () => {
    for (const value of [
      '',
      '*',
      'blog.example',
      'https://*',
      'https://a.*.example',
      'https://blog.example/',
      'https://blog.example:443',
      'https://Blog.example',
      'https://müller.example',
      'https://ada@blog.example',
      'https://a;script-src',
      "https://a'unsafe-inline'",
      'https://a b',
      'https://a,b.example',
      'ftp://blog.example',
      'null',
    ])
      assert.equal(embedOrigin.safeParse(value).success, false, value);
  });
});
