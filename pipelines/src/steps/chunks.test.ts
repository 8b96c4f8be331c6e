import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createSource } from '../testing/source.ts';
import { planChunks } from './chunks.ts';
import { planEncode } from './encode-plan.ts';

const chunks = (duration: number, length?: number) => {
  const media = createSource({ duration }, { duration });
  return planChunks(media, planEncode(media), length);
};

describe('planChunks', () => {
  it('leaves a short video whole', () => assert.deepEqual(chunks(59), []));

  it('cuts a longer one into about a dozen, of half a minute at most', () => {
    const lengths = (duration: number) => chunks(duration).map((part) => part.duration);
    assert.deepEqual(lengths(60), Array(6).fill(10));
    assert.deepEqual(lengths(240), Array(12).fill(20));
    assert.deepEqual(lengths(3600), Array(120).fill(30));
  });

  it('cuts at GOPs of the grid without a gap, and makes the last one longer rather than one more', () => {
    const parts = chunks(127);
    assert.equal(parts[0]?.start, 0);
    parts.slice(1).forEach(({ start }, i) => {
      const before = parts[i];
      assert.equal(start, (before?.start ?? NaN) + (before?.duration ?? NaN));
      assert.equal(start % 2, 0);
    });
    assert.equal(
      parts.reduce((sum, { duration }) => sum + duration, 0),
      127,
    );
    assert.equal(parts.at(-1)?.duration, 17);
  });

  it('goes by a length that is given', () => assert.equal(chunks(40, 10).length, 4));

  it('cuts nothing in which a seek may miss the frame', () => {
    const media = createSource({ demuxer: 'mpegts' });
    assert.deepEqual(planChunks(media, planEncode(media)), []);
  });
});
