import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

import { studioFunctionText } from '../lib/constructs/studio-function.ts';
import { viewerAddressHeader, viewerAddressText } from '../lib/constructs/viewer-address-function.ts';

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

describe('viewerAddressText', () => {
  it('replaces what a viewer claims to be by who asks', () => {
    const event = {
      viewer: { ip: '192.0.2.1' },
      request: { uri: '/', headers: { [viewerAddressHeader]: { value: '6.6.6.6' } } },
    };
    const text = runInNewContext(
      `${viewerAddressText}; JSON.stringify(handler(${JSON.stringify(event)}))`,
    ) as string;
    assert.deepEqual(JSON.parse(text), {
      uri: '/',
      headers: { [viewerAddressHeader]: { value: '192.0.2.1' } },
    });
  });
});
