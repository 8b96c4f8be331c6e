import { expect } from '@open-wc/testing';

import { calmSeconds, TransferRate } from './transfer-rate.ts';

describe('TransferRate', () => {
  it('says nothing before there is something to go by', () => {
    const rate = new TransferRate();
    rate.add(0, 0);
    rate.add(1_000_000, 500);
    expect(rate.bytesPerSecond).to.equal(null);
    expect(rate.secondsLeft(1)).to.equal(null);
  });

  it('finds a steady speed and the time that is left', () => {
    const rate = new TransferRate();
    for (let at = 0; at <= 5_000; at += 250) rate.add(at * 2_000, at);
    expect(rate.bytesPerSecond).to.be.closeTo(2_000_000, 1);
    expect(rate.secondsLeft(10_000_000)).to.be.closeTo(5, 0.01);
  });

  it('does not jump when one part comes late', () => {
    const rate = new TransferRate();
    for (let at = 0; at <= 10_000; at += 250) rate.add(at * 1_000, at);
    const before = rate.bytesPerSecond ?? 0;
    rate.add(10_000_000, 11_000);
    expect(rate.bytesPerSecond).to.be.within(before * 0.9, before);
  });

  it('never shows a negative speed when a part must be sent again', () => {
    const rate = new TransferRate();
    for (let at = 0; at <= 4_000; at += 500) rate.add(8_000_000 - at * 2_000, at);
    expect(rate.bytesPerSecond).to.equal(0);
  });
});

describe('calmSeconds', () => {
  it('rounds up in steps that do not flicker', () => {
    expect([1, 7, 44, 61, 599, 601, 3_599].map(calmSeconds)).to.deep.equal([5, 10, 45, 70, 600, 660, 3_600]);
  });
});
