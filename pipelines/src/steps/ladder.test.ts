import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { chooseLadder, type DisplayPicture } from './ladder.ts';

const createPicture = (overrides: Partial<DisplayPicture> = {}): DisplayPicture => ({
  width: 1920,
  height: 1080,
  frameRate: { num: 30, den: 1 },
  bitRate: null,
  efficientCodec: false,
  ...overrides,
});

const sizes = (overrides: Partial<DisplayPicture>): string[] =>
  chooseLadder(createPicture(overrides)).map(({ width, height }) => `${width}x${height}`);

describe('chooseLadder', () => {
  const cases: readonly [string, number, number, string[]][] = [
    ['landscape', 1920, 1080, ['1920x1080', '1280x720', '854x480', '640x360', '426x240']],
    ['portrait', 1080, 1920, ['1080x1920', '720x1280', '480x854', '360x640', '240x426']],
    ['odd sizes', 641, 359, ['640x358', '428x240']],
    ['anamorphic NTSC', (720 * 32) / 27, 480, ['854x480', '640x360', '426x240']],
    ['anamorphic PAL with its own top', 1024, 576, ['1024x576', '854x480', '640x360', '426x240']],
    ['32:9', 3840, 1080, ['3840x1080', '2560x720', '1706x480', '1280x360', '854x240']],
    ['tiny', 16, 16, ['16x16']],
  ];
  for (const [what, width, height, expected] of cases) {
    it(`keeps the shape: ${what}`, () =>
      assert.deepEqual(sizes({ width, height }), [...expected, ...expected.slice(-1)]));
  }

  it('never upscales', () => {
    for (const side of [100, 241, 300, 500, 719, 1000, 1500, 4320]) {
      for (const { height } of chooseLadder(createPicture({ width: side * 2, height: side })))
        assert.ok(height <= side);
    }
  });

  it('halves rates above 30 for small rungs, but not for the highest one', () => {
    const rates = (height: number) =>
      chooseLadder(createPicture({ width: height * 1.5, height, frameRate: { num: 60, den: 1 } })).map(
        ({ frameRate }) => frameRate.num,
      );
    assert.deepEqual(rates(720), [60, 30, 30, 30, 30]);
    assert.deepEqual(rates(360), [60, 30, 30]);
  });

  it('puts keyframes of full and half rate on the same instants', () => {
    const rungs = chooseLadder(createPicture({ frameRate: { num: 60_000, den: 1001 } }));
    const seconds = rungs.map(({ gopFrames, frameRate }) => (gopFrames * frameRate.den) / frameRate.num);
    assert.equal(new Set(seconds).size, 1);
  });

  it('spends the documented rates, and no more than the source had to give', () => {
    const rates = (bitRate: number | null, efficientCodec = false) =>
      chooseLadder(createPicture({ bitRate, efficientCodec })).map(
        ({ maxRate }) => Math.round(maxRate / 1e5) / 10,
      );
    assert.deepEqual(rates(null), [6.2, 3, 1.5, 1, 0.5, 0.1]);
    assert.deepEqual(rates(1e6), [1.1, 1.1, 1.1, 1, 0.5, 0.1]);
    assert.deepEqual(rates(1e6, true), [1.5, 1.5, 1.5, 1, 0.5, 0.1]);
  });

  it('ends with a rung for mobile lines, which is the lowest one where that is small enough', () => {
    const low = chooseLadder(createPicture()).at(-1);
    assert.deepEqual([low?.name, low?.maxRate, low?.buffer], ['240-low', 120_000, 60_000]);
    const names = chooseLadder(createPicture({ bitRate: 90_000 })).map(({ name }) => name);
    assert.deepEqual(names, ['1080', '720', '480', '360', '240']);
  });

  it('names each rung once', () => {
    const names = chooseLadder(createPicture({ width: 320, height: 180 })).map(({ name }) => name);
    assert.deepEqual(names, ['180', '180-low']);
  });
});
