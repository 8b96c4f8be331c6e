import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';

import { edgeFunctionText } from './edge-function.ts';
import { verifyTokenPath, type MediaRequest, type MediaVerdict } from './verify.ts';

interface Vectors {
  keys: string[];
  now: number;
  vectors: { name: string; request: MediaRequest; verdict: MediaVerdict }[];
}

const { keys, now, vectors } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'vectors.json'), 'utf8'),
) as Vectors;

const mac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('base64url');

describe('verifyTokenPath', () => {
  for (const { name, request, verdict } of vectors) {
    it(name, () => assert.deepEqual(verifyTokenPath(request, keys, now, mac), verdict));
  }
});

describe('edgeFunctionText', () => {
  const store = new Map([
    ['current', keys[0]],
    ['previous', keys[1]],
  ]);
  /** Nothing but what the runtime at the edge offers. */
  const handler = runInNewContext(`${edgeFunctionText().replace(/^import .*\n/gm, '')}; handler`, {
    cf: { kvs: () => ({ get: (name: string) => Promise.resolve(store.get(name)) }) },
    crypto: { createHmac },
    Date: { now: () => now * 1000 },
  }) as (event: object) => Promise<{ uri?: string; statusCode?: number }>;

  for (const { name, request, verdict } of vectors) {
    it(`${name}, at the edge too`, async () => {
      const headers = Object.entries({ origin: request.origin, referer: request.referer })
        .filter(([, value]) => value !== undefined)
        .map(([header, value]) => [header, { value }]);
      const answer = await handler({ request: { uri: request.path, headers: Object.fromEntries(headers) } });
      assert.equal(verdict.ok ? answer.uri : answer.statusCode, verdict.ok ? verdict.path : 403);
    });
  }

  it('is within 10 KB and free of what the runtime does not know', () => {
    const text = edgeFunctionText();
    assert.ok(text.length < 10_240, `${text.length} characters`);
    assert.doesNotMatch(text, /\bfor \(const .* of |\.\.\.|\?\.[a-z]|\?\?|\bclass\b|\bnode:|#[a-z]|\b\d+_\d/);
  });
});
