import { expect } from '@open-wc/testing';

import { chooseVariant, type Line } from './choose-variant.ts';
import type { Variant } from './playlists.ts';

const variant = (height: number, bandwidth: number): Variant => ({
  uri: `${height}.m3u8`,
  bandwidth,
  width: (height * 16) / 9,
  height,
  videoCodec: 'avc1.64001f',
  audioCodec: 'mp4a.40.2',
  soundUri: 'audio.m3u8',
});

const ladder = [
  variant(240, 300_000),
  variant(360, 700_000),
  variant(720, 2_400_000),
  variant(1080, 5_000_000),
];

const chosen = (line: Partial<Line>): number | undefined =>
  chooseVariant(ladder, {
    bandwidth: 3_000_000,
    pixels: 2000,
    // Two seconds of it.
    firstBytes: ({ bandwidth }) => bandwidth / 4,
    ...line,
  })?.height;

describe('chooseVariant', () => {
  it('begins small on a line of which little is known', () => {
    expect(chosen({})).to.equal(360);
  });

  it('begins well where the first bytes are there at once', () => {
    expect(chosen({ bandwidth: 60_000_000 })).to.equal(720);
    expect(chosen({ bandwidth: 100_000_000 })).to.equal(1080);
  });

  it('never takes more lines than the player shows', () => {
    expect(chosen({ bandwidth: 500_000_000, pixels: 500 })).to.equal(720);
    expect(chosen({ bandwidth: 500_000_000, pixels: 200 })).to.equal(360);
  });

  it('takes what a slow line carries, and the smallest where it carries none', () => {
    expect(chosen({ bandwidth: 500_000 })).to.equal(240);
    expect(chosen({ bandwidth: 1_600_000 })).to.equal(360);
    expect(chosen({ bandwidth: 20_000 })).to.equal(240);
  });

  it('has nothing to choose from nothing', () => {
    expect(chooseVariant([], { bandwidth: 1, pixels: 1, firstBytes: () => 1 })).to.equal(undefined);
  });
});
