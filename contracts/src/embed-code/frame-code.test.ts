import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { frameCode } from './frame-code.ts';
import { tag } from './tag.ts';

describe('frameCode', () => {
  it('cannot be broken out of by a title', () => {
    const code = frameCode({
      src: 'https://v.example/embed/1',
      title: '"><script>alert(1)</script>&',
      width: 640,
      height: 360,
    });
    assert.equal(code.match(/</g)?.length, 2);
    assert.ok(code.includes(' title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;" '));
    assert.match(code, / width="640" height="360" loading="lazy" /);
    assert.match(code, / allow="autoplay; fullscreen; [^"]+" allowfullscreen>/);
    assert.doesNotMatch(code, /style=/);
  });
});

describe('tag', () => {
  it('writes what is true by its name, and leaves out what is false', () => {
    assert.equal(tag('a-b', { on: true, off: false, is: '1' }), '<a-b on is="1"></a-b>');
  });
});
