import { expect } from '@open-wc/testing';

import { partSizeFor } from './part-size.ts';

const MiB = 1_048_576;

describe('partSizeFor', () => {
  it('begins small while nothing is known of the line', () => {
    expect(partSizeFor(1, null)).to.equal(8 * MiB);
    expect(partSizeFor(10_240 * MiB, null)).to.equal(8 * MiB);
  });

  it('grows with the speed of a stream', () => {
    const sizeAt = (bytesPerSecond: number): number => partSizeFor(10_240 * MiB, bytesPerSecond) / MiB;
    expect([1, 4, 5, 9, 16, 1_000].map((speed) => sizeAt(speed * MiB))).to.deep.equal([
      8, 16, 16, 32, 64, 64,
    ]);
  });

  it('leaves enough parts to keep all streams busy to the end', () => {
    expect(partSizeFor(512 * MiB, 1_000 * MiB)).to.equal(16 * MiB);
    expect(partSizeFor(100 * MiB, 1_000 * MiB)).to.equal(8 * MiB);
  });
});
