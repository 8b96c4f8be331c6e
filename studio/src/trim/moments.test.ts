import { expect } from '@open-wc/testing';

import { readMoment, writeMoment } from './moments.ts';

describe('moments', () => {
  it('are read as people write them', () => {
    for (const [text, ms] of [
      ['1:02.5', 62_500],
      [' 62,05 ', 62_050],
      ['1:02:03', 3_723_000],
      ['0', 0],
    ] as const)
      expect(readMoment(text)).to.equal(ms);
    for (const text of ['', 'now', '1:', '-1', '1:2:3:4', '1.2345']) expect(readMoment(text)).to.equal(null);
  });

  it('are written as short as they can be', () => {
    expect([62_500, 0, 3_723_007, 600_000].map(writeMoment)).to.deep.equal([
      '1:02.5',
      '0:00',
      '1:02:03.007',
      '10:00',
    ]);
  });
});
