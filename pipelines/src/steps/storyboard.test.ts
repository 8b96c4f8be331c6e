import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { planStoryboard, sheetCount, storyboardVtt } from './storyboard.ts';

describe('planStoryboard', () => {
  it('takes a tile every second of a short video and every two of a longer one', () => {
    assert.equal(planStoryboard({ width: 16, height: 9, duration: 5 }).tiles, 5);
    assert.equal(planStoryboard({ width: 16, height: 9, duration: 60 }).tiles, 30);
  });

  it('never needs more than four sheets', () => {
    const plan = planStoryboard({ width: 1920, height: 1080, duration: 12 * 3600 });
    assert.ok(sheetCount(plan) <= 4);
    assert.deepEqual([plan.columns, plan.rows], [10, 10]);
  });

  it('keeps the shape of a portrait', () => {
    const { width, height } = planStoryboard({ width: 1080, height: 1920, duration: 60 });
    assert.deepEqual([width, height], [90, 160]);
  });
});

describe('storyboardVtt', () => {
  it('names each tile by its place on a sheet', () => {
    const plan = planStoryboard({ width: 1920, height: 1080, duration: 23 });
    const vtt = storyboardVtt(plan, ['storyboard-001.jpg'], { num: 30, den: 1 }, 23);
    const cues = vtt.trim().split('\n\n');
    assert.equal(cues[0], 'WEBVTT');
    assert.equal(cues[1], '00:00:00.000 --> 00:00:02.000\nstoryboard-001.jpg#xywh=0,0,160,90');
    assert.equal(cues[11], '00:00:20.000 --> 00:00:22.000\nstoryboard-001.jpg#xywh=0,90,160,90');
    assert.equal(cues.at(-1), '00:00:22.000 --> 00:00:23.000\nstoryboard-001.jpg#xywh=160,90,160,90');
  });
});
