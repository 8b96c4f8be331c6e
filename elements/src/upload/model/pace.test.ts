import { expect } from '@open-wc/testing';

import { Pace } from './pace.ts';

describe('Pace', () => {
  const createPace = (limit: number | null) => {
    const clock = { now: 0 };
    const pace = new Pace({
      now: () => clock.now,
      sleep: (ms, signal) => {
        if (!signal.aborted) clock.now += ms;
        return Promise.resolve();
      },
    });
    pace.limit = limit;
    return { clock, pace };
  };
  const signal = new AbortController().signal;

  it('holds nothing back without a limit', async () => {
    const { clock, pace } = createPace(null);
    for (let n = 0; n < 5; n++) await pace.turn(1e9, signal);
    expect(clock.now).to.equal(0);
  });

  it('sends the first part at once and each further one when those before are paid for', async () => {
    const { clock, pace } = createPace(1_000_000);
    await pace.turn(2_000_000, signal);
    expect(clock.now).to.equal(0);
    await Promise.all([pace.turn(3_000_000, signal), pace.turn(1, signal)]);
    expect(clock.now).to.be.within(5_000, 5_001);
  });

  it('takes a new limit at once, also while parts wait', async () => {
    const { clock, pace } = createPace(1_000);
    await pace.turn(1_000_000, signal);
    const waiting = pace.turn(1_000_000, signal);
    pace.limit = null;
    await waiting;
    expect(clock.now).to.be.below(2_000);
  });

  it('keeps nobody who has given up', async () => {
    const { clock, pace } = createPace(1);
    await pace.turn(1_000_000, signal);
    await pace.turn(1, AbortSignal.abort());
    expect(clock.now).to.equal(0);
  });

  for (const limit of [0, -5, NaN, Infinity, '9' as unknown as number, undefined]) {
    it(`takes ${String(limit)} for no limit`, () => {
      const { pace } = createPace(null);
      pace.limit = limit;
      expect(pace.limit).to.equal(null);
    });
  }
});
