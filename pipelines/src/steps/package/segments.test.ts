import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { groupSegments, keyframeSegments } from './segments.ts';
import type { Track } from './track.ts';

/** A track of fragments with these durations in ticks of a thirtieth of a second, 1,000 bytes each. */
const createTrack = (durations: readonly number[], skipped = 0): Track => ({
  kind: 'video',
  codec: 'avc1.64001e',
  range: 'sdr',
  width: 640,
  height: 360,
  channels: 0,
  timescale: 30,
  skipped,
  hasEdit: skipped > 0,
  initSize: 700,
  fragments: durations.map((duration, i) => ({
    offset: 700 + i * 1000,
    size: 1000,
    time: 60 * i,
    duration,
    firstOffset: 0,
    samples: duration,
    startsWithKeyframe: true,
    keyframes: 1,
    keyframeEnd: 300,
  })),
});

describe('groupSegments', () => {
  it('puts three GOPs in an entry', () => {
    assert.deepEqual(groupSegments(createTrack([60, 60, 60, 60, 60])), [
      { offset: 700, size: 3000, duration: 6 },
      { offset: 3700, size: 2000, duration: 4 },
    ]);
  });

  it('joins a tail below half a second to the entry before it', () => {
    assert.deepEqual(groupSegments(createTrack([60, 60, 60, 14])), [
      { offset: 700, size: 4000, duration: 6 + 14 / 30 },
    ]);
    assert.equal(groupSegments(createTrack([60, 60, 60, 15])).length, 2);
  });

  it('does not count what is not presented', () => {
    assert.equal(groupSegments(createTrack([60], 3))[0]?.duration, 57 / 30);
  });
});

describe('keyframeSegments', () => {
  it('ends each range with the first frame', () => {
    assert.deepEqual(keyframeSegments(createTrack([60, 60]))[1], { offset: 1700, size: 300, duration: 2 });
  });
});
