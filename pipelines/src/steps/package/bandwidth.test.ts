import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { measureBandwidth } from './bandwidth.ts';

const segment = (size: number, duration: number) => ({ offset: 0, size, duration });

describe('measureBandwidth', () => {
  it('takes the peak over runs of about a target duration', () => {
    const rates = measureBandwidth([segment(750_000, 6), segment(1_500_000, 6), segment(750_000, 6)]);
    assert.deepEqual(rates, { peak: 2_000_000, average: 1_333_334 });
  });

  it('never counts a short tail alone', () => {
    const { peak } = measureBandwidth([segment(750_000, 6), segment(100_000, 0.1)]);
    assert.equal(peak, Math.ceil((850_000 * 8) / 6.1));
  });

  it('is the average where everything is shorter than half a target', () => {
    assert.deepEqual(measureBandwidth([segment(1000, 0.2)]), { peak: 40_000, average: 40_000 });
  });
});
