import { expect } from '@open-wc/testing';

import { crc32, crc32Base64 } from './crc32.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('crc32', () => {
  it('gives the check value of the standard', () => {
    expect(crc32(bytes('123456789'))).to.equal(0xcbf43926);
    expect(crc32(new Uint8Array())).to.equal(0);
  });

  it('gives the same for any cut of the same bytes', () => {
    const all = crypto.getRandomValues(new Uint8Array(1_000));
    const whole = crc32(all);
    for (const cut of [0, 1, 7, 8, 9, 63, 500, 999, 1_000]) {
      expect(crc32(all.subarray(cut), crc32(all.subarray(0, cut))), `cut at ${cut}`).to.equal(whole);
    }
  });

  it('notices every flipped bit', () => {
    const all = crypto.getRandomValues(new Uint8Array(128));
    const whole = crc32(all);
    for (let bit = 0; bit < all.length * 8; bit++) {
      const flipped = all.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(crc32(flipped)).to.not.equal(whole);
    }
  });

  it('is spelled as S3 spells it', () => {
    expect(crc32Base64(0xcbf43926)).to.equal('y/Q5Jg==');
    expect(crc32Base64(0)).to.equal('AAAAAA==');
  });
});
