import { expect } from '@open-wc/testing';

import { Patience, stallLimit } from './retry-policy.ts';

describe('Patience', () => {
  const createPatience = (random = 0.5) => {
    const clock = { now: 0 };
    return { clock, patience: new Patience({ random: () => random, now: () => clock.now }) };
  };

  it('waits anywhere between nothing and a ceiling that doubles up to 30 s', () => {
    const { patience } = createPatience(0.999_999);
    const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempt) =>
      Math.round(patience.nextDelay(attempt) ?? -1),
    );
    expect(ceilings).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(createPatience(0).patience.nextDelay(5)).to.equal(0);
  });

  it('waits at least as long as the server asks, and no fixed time, so that clients spread', () => {
    const { patience } = createPatience(0.5);
    expect(patience.nextDelay(1, 7)).to.equal(7_250);
    expect(patience.nextDelay(1, 86_400), 'but not for a day').to.equal(120_250);
  });

  it('gives up after ten minutes without progress, and no sooner', () => {
    const { clock, patience } = createPatience();
    for (clock.now = 0; clock.now < 600_000; clock.now += 50_000) {
      expect(patience.nextDelay(9), `${clock.now}`).to.not.equal(null);
    }
    expect(patience.nextDelay(10)).to.equal(null);
  });

  it('begins again with every sign of progress', () => {
    const { clock, patience } = createPatience();
    for (clock.now = 0; clock.now < 600_000; clock.now += 50_000) patience.nextDelay(9);
    patience.progressed();
    for (; clock.now < 1_200_000; clock.now += 50_000) {
      expect(patience.nextDelay(1), `${clock.now}`).to.not.equal(null);
    }
  });

  it('does not take the sleep of a laptop for failures', () => {
    const { clock, patience } = createPatience();
    for (let night = 0; night < 5; night++) {
      expect(patience.nextDelay(1)).to.not.equal(null);
      clock.now += 8 * 3_600_000;
    }
  });
});

describe('stallLimit', () => {
  it('is four times what a part should take, from 20 s to five minutes', () => {
    expect(stallLimit(8_388_608, null)).to.equal(20_000);
    expect(stallLimit(8_388_608, 100_000_000)).to.equal(20_000);
    expect(Math.round(stallLimit(8_388_608, 1_000_000))).to.equal(33_554);
    expect(stallLimit(8_388_608, 10)).to.equal(300_000);
  });
});
