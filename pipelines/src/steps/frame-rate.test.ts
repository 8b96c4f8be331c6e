import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { framesFit, halved, measureFrameRate, snapFrameRate } from './frame-rate.ts';

describe('snapFrameRate', () => {
  const cases: readonly [number, number, number][] = [
    [23.976, 24_000, 1001],
    [24, 24, 1],
    [25, 25, 1],
    [29.97, 30_000, 1001],
    [30, 30, 1],
    [48, 50, 1],
    [59.94, 60_000, 1001],
    [60, 60, 1],
    [120, 60, 1],
    [240, 60, 1],
    [15, 30, 1],
    [12, 24, 1],
    [1, 24, 1],
    [20, 30, 1],
    [14.985, 30_000, 1001],
  ];
  for (const [measured, num, den] of cases) {
    it(`makes ${num}/${den} of ${measured}`, () => assert.deepEqual(snapFrameRate(measured), { num, den }));
  }

  it('falls back to 30 for nonsense', () => {
    assert.deepEqual(snapFrameRate(NaN), { num: 30, den: 1 });
    assert.deepEqual(snapFrameRate(0), { num: 30, den: 1 });
  });
});

describe('halved', () => {
  it('stays exact', () => {
    assert.deepEqual(halved({ num: 60_000, den: 1001 }), { num: 30_000, den: 1001 });
    assert.deepEqual(halved({ num: 25, den: 1 }), { num: 25, den: 2 });
  });
});

describe('measureFrameRate', () => {
  it('sees through a pause, disorder and a slow end', () => {
    const quick = Array.from({ length: 60 }, (_, i) => i / 60);
    const slow = Array.from({ length: 20 }, (_, i) => 1.85 + i / 20);
    const rate = measureFrameRate([...quick, ...slow].reverse());
    assert.ok(rate !== null && Math.abs(rate - 60) < 0.01);
  });

  it('averages out time stamps in whole milliseconds', () => {
    const times = Array.from({ length: 300 }, (_, i) => Math.round((i * 1001) / 30) / 1000);
    const rate = measureFrameRate(times);
    assert.ok(rate !== null && Math.abs(rate - 29.97) < 0.01);
  });

  it('knows nothing of a single frame', () => assert.equal(measureFrameRate([0]), null));
});

describe('framesFit', () => {
  it('counts a GOP of two seconds in whole frames', () => {
    assert.equal(framesFit(2, { num: 30_000, den: 1001 }), 60);
    assert.equal(framesFit(2, { num: 24_000, den: 1001 }), 48);
  });
});
