import { expect } from '@open-wc/testing';

import { bufferedUntil } from './buffered.ts';

const ranges = (...all: [number, number][]): TimeRanges => ({
  length: all.length,
  start: (index) => all[index]?.[0] ?? NaN,
  end: (index) => all[index]?.[1] ?? NaN,
});

describe('bufferedUntil', () => {
  it('finds the stretch around a moment, and across a gap that is played over', () => {
    const buffered = ranges([0.08, 6], [10, 12]);
    expect(bufferedUntil(buffered, 0)).to.equal(6);
    expect(bufferedUntil(buffered, 3)).to.equal(6);
    expect(bufferedUntil(buffered, 11)).to.equal(12);
    expect(bufferedUntil(buffered, 0, 0)).to.equal(null);
  });

  it('finds nothing where nothing is', () => {
    expect(bufferedUntil(ranges([0, 6]), 6)).to.equal(null);
    expect(bufferedUntil(ranges([0, 6]), 8)).to.equal(null);
    expect(bufferedUntil(ranges(), 0)).to.equal(null);
  });
});
