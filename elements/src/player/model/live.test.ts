import { expect } from '@open-wc/testing';

import { isAtEdge, reachOf } from './live.ts';

const seekable = (...ranges: [number, number][]): TimeRanges => ({
  length: ranges.length,
  start: (index) => ranges[index]?.[0] ?? NaN,
  end: (index) => ranges[index]?.[1] ?? NaN,
});

describe('reachOf', () => {
  it('is the whole of a video', () => {
    expect(reachOf({ duration: 12, media: { seekable: seekable() }, engine: null })).to.deep.equal({
      start: 0,
      end: 12,
      live: false,
    });
  });

  it('is what a live stream keeps, up to where everybody is', () => {
    const media = { seekable: seekable([100, 400]) };
    expect(reachOf({ duration: Infinity, media, engine: { livePosition: 390 } })).to.deep.equal({
      start: 100,
      end: 390,
      live: true,
    });
    expect(reachOf({ duration: Infinity, media, engine: null })?.end).to.equal(400);
  });

  it('is nothing where nothing is kept, or known', () => {
    expect(reachOf({ duration: Infinity, media: { seekable: seekable([100, 108]) }, engine: null })).to.equal(
      null,
    );
    expect(reachOf({ duration: Infinity, media: { seekable: seekable() }, engine: null })).to.equal(null);
    expect(reachOf({ duration: NaN, media: { seekable: seekable() }, engine: null })).to.equal(null);
    expect(reachOf({ duration: 0, media: { seekable: seekable() }, engine: null })).to.equal(null);
  });
});

describe('isAtEdge', () => {
  it('allows for the seconds that an entry lasts', () => {
    const reach = { start: 0, end: 100, live: true };
    expect(isAtEdge(reach, 97)).to.equal(true);
    expect(isAtEdge(reach, 90)).to.equal(false);
    expect(isAtEdge(null, 5)).to.equal(true);
  });
});
