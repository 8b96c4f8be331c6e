import { expect } from '@open-wc/testing';

import { heatPath, markerTarget, usableMarkers } from './markers.ts';

describe('usableMarkers', () => {
  it('brings moments into order and adds up those of one second', () => {
    expect(usableMarkers([{ time: 9 }, { time: 3.2, count: 2 }, { time: 3.9 }], 10)).to.deep.equal([
      { time: 3, count: 3 },
      { time: 9, count: 1 },
    ]);
  });

  it('leaves out what is no moment of this video', () => {
    const hostile = [
      ...[null, undefined, 7, 'x', [], {}, { time: '3' }, { time: NaN }, { time: -1 }, { time: 99 }],
      { time: 1, count: Infinity },
      { time: 1, count: -3 },
      { time: 1, count: '<b>' },
    ];
    expect(usableMarkers(hostile, 10)).to.deep.equal([]);
    for (const given of [null, undefined, 'x', 3, { length: 3 }]) {
      expect(usableMarkers(given, 10)).to.deep.equal([]);
    }
    expect(usableMarkers([{ time: 1 }], NaN)).to.deep.equal([]);
  });

  it('takes no more than can be told apart', () => {
    const many = Array.from({ length: 5000 }, (_, time) => ({ time }));
    expect(usableMarkers(many, 10_000)).to.have.length(500);
  });
});

describe('markerTarget', () => {
  const markers = usableMarkers([{ time: 2 }, { time: 8 }], 10);

  it('leads to the neighbour, or nowhere', () => {
    expect(markerTarget(markers, 2, 1)).to.equal(8);
    expect(markerTarget(markers, 8, -1)).to.equal(2);
    expect(markerTarget(markers, 8, 1)).to.equal(null);
  });
});

describe('heatPath', () => {
  it('is highest where most is said', () => {
    const path = heatPath(usableMarkers([{ time: 5, count: 9 }, { time: 9 }], 10), 10);
    expect(path.startsWith('M0 10L0 10.0')).to.equal(true);
    expect(path).to.include('L50 0.0');
    expect(heatPath([], 10)).to.equal('');
  });
});
