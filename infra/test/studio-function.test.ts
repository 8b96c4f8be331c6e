import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

import { studioFunctionText } from '../lib/constructs/studio-function.ts';

/** The function of the edge in a context of its own; CloudFront itself is not here. */
const routed = (uri: string): string =>
  String(runInNewContext(`${studioFunctionText}; handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`));

describe('studioFunctionText', () => {
  it('gives the one page for every route', () => {
    for (const uri of ['/studio', '/studio/', '/studio/videos/0198', '/studio/callback']) {
      assert.equal(routed(uri), '/studio/index.html', uri);
    }
  });

  it('leaves files, and what is not the studio', () => {
    for (const uri of ['/studio/app-1234abcd.js', '/studio/index.html', '/studios', '/cdn/1.0.0/all.js']) {
      assert.equal(routed(uri), uri);
    }
  });
});
