import { expect } from '@open-wc/testing';

import { savingQuality } from './saving-quality.ts';

describe('savingQuality', () => {
  const of = (...heights: number[]) =>
    savingQuality(
      heights.map((height, id) => ({ id, width: (height * 16) / 9, height, frameRate: 25, bitrate: 1 })),
    )?.height;

  it('always saves something where there is a choice', () => {
    expect([of(1080, 720, 480, 240), of(480, 360), of(1080, 720), of(720)]).to.deep.equal([
      480, 360, 720, 720,
    ]);
    expect(savingQuality([])).to.equal(null);
  });
});
