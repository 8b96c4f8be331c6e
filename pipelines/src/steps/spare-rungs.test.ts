import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { chooseLadder } from './ladder.ts';
import { sparable, spareRungs } from './spare-rungs.ts';

const ladderOf = (height: number) =>
  chooseLadder({
    width: Math.round((height * 16) / 9),
    height,
    frameRate: { num: 30, den: 1 },
    bitRate: null,
    efficientCodec: false,
  });

/** Kilobits per second of 1080, 720, 480, 360, 240 and the variant for mobile lines, as measured. */
const spared = (...costs: number[]): string[] => {
  const rungs = ladderOf(1080);
  return spareRungs(rungs, new Map(rungs.map(({ name }, i) => [name, costs[i] ?? NaN])));
};

describe('spareRungs', () => {
  it('leaves slides with three rungs and the one for mobile lines', () =>
    assert.deepEqual(spared(138, 88, 59, 43, 27, 22), ['480', '240']));

  it('leaves out what takes more than the next larger one, as small text does', () =>
    assert.deepEqual(spared(708, 427, 532, 178, 172, 90), ['480']));

  it('keeps the whole ladder of what moves', () =>
    assert.deepEqual(spared(6868, 1842, 732, 406, 200, 110), []));

  it('keeps a rung that a gap would be too wide without', () =>
    assert.deepEqual(spared(6200, 3000, 1480, 1040, 520, 120), []));

  it('never asks of either end, nor of what is always offered', () => {
    const names = (height: number) => sparable(ladderOf(height)).map(({ name }) => name);
    assert.deepEqual(names(2160), ['1440', '480', '240']);
    assert.deepEqual(names(1440), ['480', '240']);
    assert.deepEqual(names(480), ['240']);
    assert.deepEqual(names(240), []);
  });

  it('keeps what it knows nothing of', () => assert.deepEqual(spared(), []));
});
