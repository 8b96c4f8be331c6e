import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { parsePostmaster } from './postmaster-file.ts';

describe('parsePostmaster', () => {
  it('reads process, folder, port and readiness', () => {
    const text = '4711\n/data/postgres\n1790000000\n40123\n\n127.0.0.1\n  123  456\nready   \n';
    assert.deepEqual(parsePostmaster(text), {
      pid: 4711,
      directory: '/data/postgres',
      port: 40_123,
      ready: true,
    });
  });

  it('knows a server that is still starting', () => {
    assert.equal(parsePostmaster('4711\n/data\n1\n40123\n\n127.0.0.1\n1 2\nstarting\n')?.ready, false);
    assert.equal(parsePostmaster('4711\n/data\n1\n40123\n')?.ready, false);
  });

  it('takes an empty or broken file for none', () => {
    assert.equal(parsePostmaster(''), null);
    assert.equal(parsePostmaster('-3\n/data'), null);
  });
});
