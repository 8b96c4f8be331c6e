import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { contrastOf, distinct, dominantColor } from './poster.ts';

const pixels = (...colors: readonly [number, number, number][]): Uint8Array => new Uint8Array(colors.flat());

describe('contrastOf', () => {
  it('is zero for a flat picture', () => assert.equal(contrastOf(pixels([9, 9, 9], [9, 9, 9])), 0));
  it('is high for black and white', () => assert.ok(contrastOf(pixels([0, 0, 0], [255, 255, 255])) > 100));
});

describe('dominantColor', () => {
  it('is the mean of the most frequent shade', () => {
    assert.equal(dominantColor(pixels([200, 10, 10], [202, 12, 12], [0, 0, 255])), '#c90b0b');
  });
});

describe('distinct', () => {
  const picture = (value: number, score: number) => ({
    frame: { path: `${value}-${score}`, pixels: new Uint8Array(48).fill(value) },
    score,
  });

  it('takes the best of each scene, and three at most', () => {
    const seen = [picture(10, 1), picture(12, 9), picture(100, 5), picture(200, 7), picture(250, 2)];
    assert.deepEqual(
      distinct(seen).map(({ path }) => path),
      ['12-9', '200-7', '100-5'],
    );
  });
});
