import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { chooseLadder } from './ladder.ts';
import { otherLadders } from './other-ladders.ts';

const ladder = (width = 1920, height = 1080, num = 30) =>
  chooseLadder({ width, height, frameRate: { num, den: 1 }, bitRate: null, efficientCodec: false });

describe('otherLadders', () => {
  it('has every size of H.264 but that for mobile lines, one codec after the other', () => {
    const more = otherLadders(ladder(), { codecs: ['h264', 'hevc', 'av1'], range: 'sdr' });
    assert.deepEqual(
      more.map(({ name }) => name),
      [
        ...['1080-hevc', '720-hevc', '480-hevc', '360-hevc', '240-hevc'],
        ...['1080-av1', '720-av1', '480-av1', '360-av1', '240-av1'],
      ],
    );
  });

  it('has nothing where nothing was chosen', () =>
    assert.deepEqual(otherLadders(ladder(), { codecs: ['h264'], range: 'pq' }), []));

  it('keeps sizes, rates and the grid of H.264, and takes fewer bits', () => {
    const rungs = ladder(1280, 720, 60);
    for (const codec of ['hevc', 'av1'] as const) {
      otherLadders(rungs, { codecs: [codec], range: 'sdr' }).forEach((rung, i) => {
        const { name, width, height, frameRate, gopFrames, maxRate = 0 } = rungs[i] ?? {};
        assert.deepEqual(
          [rung.name, rung.width, rung.height, rung.frameRate, rung.gopFrames],
          [`${name}-${codec}`, width, height, frameRate, gopFrames],
        );
        assert.ok(rung.maxRate < maxRate * 0.7 && rung.maxRate > maxRate * 0.5);
      });
    }
  });

  it('keeps HDR in HEVC, and shows in AV1 what H.264 shows', () => {
    for (const range of ['sdr', 'pq', 'hlg'] as const) {
      const more = otherLadders(ladder(), { codecs: ['hevc', 'av1'], range });
      const ranges = (codec: string) =>
        new Set(more.filter((one) => one.codec === codec).map((one) => one.range));
      assert.deepEqual([ranges('hevc'), ranges('av1')], [new Set([range]), new Set(['sdr'])]);
    }
  });

  it('leaves pictures alone that are too small for the encoders', () =>
    assert.deepEqual(otherLadders(ladder(16, 16), { codecs: ['hevc', 'av1'], range: 'sdr' }), []));
});
