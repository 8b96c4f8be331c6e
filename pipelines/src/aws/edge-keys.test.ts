import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Heard } from '../testing/aws-events.ts';
import { edgeKeys } from './edge-keys.ts';

describe('edgeKeys', () => {
  const put: (string | null)[][] = [];
  const run = (keys: readonly string[], { log }: Heard) =>
    edgeKeys({
      mediaKeys: () => Promise.resolve(keys),
      put: (...stored) => Promise.resolve(void put.push(stored)),
      log,
    })();

  it('brings the current key and the previous one to the edge, and names neither', async () => {
    const heard = new Heard();
    await run(['new', 'old'], heard);
    await run(['first'], heard);
    assert.deepEqual(put, [
      ['new', 'old'],
      ['first', null],
    ]);
    assert.deepEqual(heard.said, ['info the edge has the keys', 'info the edge has the keys']);
  });

  it('leaves what is there where the secret has no key', async () => {
    await assert.rejects(run([], new Heard()), RangeError);
    assert.equal(put.length, 2);
  });
});
