import { expect } from '@open-wc/testing';

import { StreamTuner } from './stream-tuner.ts';

/** Runs the tuner on a line whose speed depends on the number of streams. */
const settle = (tuner: StreamTuner, speedOf: (streams: number) => number): number => {
  const seen: number[] = [];
  for (let n = 0; n < 100; n++) {
    tuner.sample(speedOf(tuner.limit));
    seen.push(tuner.limit);
  }
  return Math.round(seen.slice(-30).reduce((sum, limit) => sum + limit, 0) / 30);
};

describe('StreamTuner', () => {
  it('begins with four streams', () => {
    expect(new StreamTuner().limit).to.equal(4);
  });

  it('climbs to six where each stream is limited by itself', () => {
    expect(settle(new StreamTuner(), (streams) => streams * 3_000_000)).to.equal(6);
  });

  it('stays where more streams only share the same line', () => {
    expect(settle(new StreamTuner(), () => 3_000_000)).to.equal(4);
  });

  it('steps back at once when the server is overloaded, to two at least', () => {
    const tuner = new StreamTuner();
    tuner.setback();
    expect(tuner.limit).to.equal(3);
    for (let n = 0; n < 9; n++) tuner.setback();
    expect(tuner.limit).to.equal(2);
  });

  it('keeps connections free where the store shares the host of the API', () => {
    const tuner = new StreamTuner();
    tuner.capAt(3);
    expect(tuner.limit).to.equal(3);
    expect(settle(tuner, (streams) => streams)).to.equal(3);
    expect(new StreamTuner().limit, 'of this page only').to.equal(4);
  });
});
