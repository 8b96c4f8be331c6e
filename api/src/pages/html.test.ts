import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { html, raw } from './html.ts';

describe('html', () => {
  it('escapes values for text and for quoted attributes', () => {
    const hostile = `"'><script>alert(\`1\`)</script>&`;
    const markup = html`<p title="${hostile}">${hostile}</p>`.toString();
    assert.equal(markup.match(/</g)?.length, 2);
    assert.equal(markup.match(/"/g)?.length, 2);
    assert.ok(!/['`]/.test(markup));
  });

  it('keeps markup that it made, joins lists and leaves out what is nothing', () => {
    assert.equal(
      html`<ul>${['a<b', html`<li>x</li>`, 3]}${null}${undefined}${false}</ul>`.toString(),
      '<ul>a&lt;b<li>x</li>3</ul>',
    );
  });

  it('does not take an object that only looks like markup', () => {
    const forged = { toString: () => '<script>' } as unknown as string;
    assert.throws(() => html`${forged}`.toString());
  });

  it('takes constants as they are, and nothing else', () => {
    assert.equal(raw`<svg></svg>`.toString(), '<svg></svg>');
    assert.throws(() => raw`${'x' as never}`);
  });
});
