import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { groupSegments, keyframeSegments, planCuts } from './segments.ts';
import type { Track } from './track.ts';

/** A track of fragments with these durations in ticks of a thirtieth of a second, 1,000 bytes each. */
const createTrack = (durations: readonly number[], { skipped = 0, timescale = 30 } = {}): Track => ({
  kind: 'video',
  codec: 'avc1.64001e',
  range: 'sdr',
  width: 640,
  height: 360,
  channels: 0,
  timescale,
  skipped,
  hasEdit: skipped > 0,
  initSize: 700,
  fragments: durations.map((duration, i) => ({
    offset: 700 + i * 1000,
    size: 1000,
    time: durations.slice(0, i).reduce((sum, before) => sum + before, 0),
    duration,
    firstOffset: 0,
    samples: duration,
    startsWithKeyframe: true,
    keyframes: 1,
    keyframeEnd: 300,
  })),
});

describe('planCuts', () => {
  const gops = (count: number) => Array.from({ length: count }, () => 60);

  it('begins with single GOPs, and then has three in an entry', () => {
    assert.deepEqual(planCuts(createTrack(gops(10))), [2, 4, 6, 12, 18]);
  });

  it('lets a tail below half a second join the entry before it', () => {
    assert.deepEqual(planCuts(createTrack([...gops(6), 14])), [2, 4, 6]);
    assert.deepEqual(planCuts(createTrack([...gops(6), 15])), [2, 4, 6, 12]);
    assert.deepEqual(planCuts(createTrack([60, 14])), []);
  });

  it('joins less than a second at the start, as trims have it, to the GOP after it', () => {
    assert.deepEqual(planCuts(createTrack([29, ...gops(6)])), [89 / 30, 149 / 30, 209 / 30]);
    assert.deepEqual(planCuts(createTrack([30, ...gops(3)])), [1, 3, 5]);
  });

  it('needs no cut in what is one GOP, or less than an entry', () => {
    assert.deepEqual(planCuts(createTrack([60])), []);
    assert.deepEqual(planCuts(createTrack([])), []);
  });
});

describe('groupSegments', () => {
  it('puts what lies between two cuts into an entry', () => {
    assert.deepEqual(groupSegments(createTrack([60, 60, 60, 60, 60]), [2, 8]), [
      { offset: 700, size: 1000, duration: 2 },
      { offset: 1700, size: 3000, duration: 6 },
      { offset: 4700, size: 1000, duration: 2 },
    ]);
  });

  it('cuts sound, whose frames end elsewhere, where it is nearest', () => {
    // As ffmpeg cuts AAC on the grid of pictures: in whole frames of 1,024 samples, the first of which is not heard.
    const frames = [95, 94, 94, 93].map((count) => count * 1024);
    const sound = createTrack(frames, { skipped: 1024, timescale: 48_000 });
    assert.deepEqual(
      groupSegments(sound, [2, 4]).map(({ size }) => size),
      [1000, 1000, 2000],
    );
  });

  it('cuts once where two cuts lie nearest to the same fragment, and never before the first', () => {
    const track = createTrack([60, 60]);
    assert.equal(groupSegments(track, [0.1, 1.9, 2.1, 9]).length, 2);
  });

  it('does not count what is not presented', () => {
    assert.equal(groupSegments(createTrack([60], { skipped: 3 }), [])[0]?.duration, 57 / 30);
  });
});

describe('keyframeSegments', () => {
  it('ends each range with the first frame', () => {
    assert.deepEqual(keyframeSegments(createTrack([60, 60]))[1], { offset: 1700, size: 300, duration: 2 });
  });
});
