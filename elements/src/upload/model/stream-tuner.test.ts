import { expect } from '@open-wc/testing';

import { StreamTuner } from './stream-tuner.ts';

/** Runs the tuner on a line whose speed depends on the number of streams; the levels that it stayed at. */
const settle = (tuner: StreamTuner, speedOf: (streams: number) => number): number => {
  const seen: number[] = [];
  for (let n = 0; n < 200; n++) {
    tuner.sample(speedOf(tuner.limit));
    seen.push(tuner.limit);
  }
  return Math.round(seen.slice(-40).reduce((sum, limit) => sum + limit, 0) / 40);
};

describe('StreamTuner', () => {
  it('begins with as many streams as a browser has connections to one host', () => {
    expect(new StreamTuner().limit).to.equal(6);
  });

  it('climbs to eight where each stream is limited by itself', () => {
    expect(settle(new StreamTuner(), (streams) => streams * 3_000_000)).to.equal(8);
  });

  it('comes down where more streams only share the same line, so that less is lost when it breaks', () => {
    expect(settle(new StreamTuner(), () => 3_000_000)).to.be.within(2, 3);
  });

  it('stays where one less would cost and one more would not pay', () => {
    expect(settle(new StreamTuner(), (streams) => Math.min(streams, 4) * 1_000_000)).to.equal(4);
  });

  it('steps back at once when the server is overloaded, to two at least', () => {
    const tuner = new StreamTuner();
    tuner.setback();
    expect(tuner.limit).to.equal(5);
    for (let n = 0; n < 9; n++) tuner.setback();
    expect(tuner.limit).to.equal(2);
  });

  it('keeps connections free where the store shares the host of the API', () => {
    const tuner = new StreamTuner();
    tuner.capAt(4);
    expect(tuner.limit).to.equal(4);
    expect(settle(tuner, (streams) => streams)).to.equal(4);
    expect(new StreamTuner().limit, 'of this page only').to.equal(6);
  });
});
