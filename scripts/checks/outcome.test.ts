import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { fromNodeTest, fromSummary, single, sum } from './outcome.ts';

const result = (output: string, code = 0) => ({ code, output, log: 'x.log' });
const totals = (pass: number, fail: number, { cancelled = 0, skipped = 0 } = {}) =>
  `ℹ tests ${pass + fail}\nℹ suites 1\nℹ pass ${pass}\nℹ fail ${fail}\nℹ cancelled ${cancelled}\nℹ skipped ${skipped}\nℹ todo 0\n`;

describe('fromNodeTest', () => {
  it('reads the totals', () => {
    assert.deepEqual(fromNodeTest(result(totals(7, 0))), { passed: 7, failed: 0, details: '' });
    assert.equal(fromNodeTest(result(totals(7, 2), 1)).failed, 2);
    assert.equal(fromNodeTest(result(totals(7, 0, { cancelled: 1 }), 1)).failed, 1);
  });

  it('takes no tests, skipped tests, missing totals and a bad exit for failures', () => {
    assert.equal(fromNodeTest(result(totals(0, 0))).failed, 1);
    assert.equal(fromNodeTest(result(totals(3, 0, { skipped: 1 }))).failed, 1);
    assert.deepEqual([fromNodeTest(result('Segmentation fault', 139)).passed], [0]);
    assert.ok(fromNodeTest(result('Segmentation fault', 139)).failed > 0);
    assert.equal(fromNodeTest(result(totals(3, 0), 1)).failed, 1);
  });
});

describe('fromSummary', () => {
  it('reads the last summary line', () => {
    assert.equal(fromSummary(result('1 passed, 1 failed\nagain\n12 passed, 0 failed\n')).passed, 12);
    assert.equal(fromSummary(result('12 passed, 3 failed\n', 1)).failed, 3);
  });

  it('takes an empty run, skipped tests and no line for failures', () => {
    assert.equal(fromSummary(result('0 passed, 0 failed\n')).failed, 1);
    assert.equal(fromSummary(result('2 passed, 0 failed, 1 skipped\n')).failed, 1);
    assert.ok(fromSummary(result('')).failed > 0);
  });
});

describe('sum', () => {
  it('adds counts and joins what has to be read', () => {
    const failing = single(result('a\nb', 1));
    assert.deepEqual(sum([single(result('')), failing, single(result(''))]), {
      passed: 2,
      failed: 1,
      details: failing.details,
    });
  });
});
