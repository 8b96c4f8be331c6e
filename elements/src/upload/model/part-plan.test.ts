import { expect } from '@open-wc/testing';

import { isSound, missingParts, partRange } from './part-plan.ts';

const plan = { fileSize: 25, partSize: 10, partCount: 3 };

describe('part plan', () => {
  it('covers the file without gap or overlap', () => {
    expect([1, 2, 3].map((number) => partRange(plan, number))).to.deep.equal([
      { start: 0, end: 10, size: 10 },
      { start: 10, end: 20, size: 10 },
      { start: 20, end: 25, size: 5 },
    ]);
  });

  it('refuses a plan that would lose or invent bytes', () => {
    expect(isSound(plan)).to.equal(true);
    expect(isSound({ ...plan, partCount: 2 })).to.equal(false);
    expect(isSound({ ...plan, partCount: 4 })).to.equal(false);
    expect(isSound({ ...plan, partSize: 0 })).to.equal(false);
    expect(isSound({ fileSize: 20, partSize: 10, partCount: 2 })).to.equal(true);
  });

  it('names what is missing', () => {
    expect(missingParts(plan, [2])).to.deep.equal([1, 3]);
  });
});
