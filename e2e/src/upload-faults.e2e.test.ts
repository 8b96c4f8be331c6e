import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { uploadThroughFaults } from './faults/upload-through-faults.ts';

describe('uploads over a line full of faults', () => {
  it('loses no file and no bit', async () => {
    const report = await uploadThroughFaults({ wanted: 300, seed: Date.now() % 2 ** 32 });
    assert.deepEqual(report.lost, []);
    assert.deepEqual(report.corrupt, []);
    assert.ok(report.faults >= 300);
  });
});
