import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createSource } from '../testing/source.ts';
import { allRungs, planEncode, stereoOf } from './encode-plan.ts';

describe('planEncode', () => {
  it('publishes 360 first where the whole ladder takes long', () => {
    assert.equal(planEncode(createSource()).early, '360');
    assert.equal(planEncode(createSource({}, { width: 1080, height: 1920 })).early, '360');
  });

  it('publishes everything at once where that is as fast', () => {
    assert.equal(planEncode(createSource({ duration: 3 }, { width: 640, height: 360 })).early, null);
  });

  it('counts the duration in frames that every rung has', () => {
    const plan = planEncode(createSource({ duration: 10.01 }, { frameRate: 59.94 }));
    assert.ok(Math.abs(plan.duration - (300 * 1001) / 30_000) < 1e-9);
  });

  it('holds the last frame while the sound goes on', () => {
    const plan = planEncode(createSource({ duration: 4 }, { duration: 2 }));
    assert.equal(plan.picture?.hold, 2);
  });

  it('doubles the rate of interlaced pictures', () => {
    const plan = planEncode(createSource({}, { interlaced: true, frameRate: 25 }));
    assert.deepEqual(plan.picture?.frameRate, { num: 50, den: 1 });
  });

  it('gives every audio stream a file of its own', () => {
    const audio = ['en', 'fr', 'en'].map((language, i) => ({
      index: i + 1,
      duration: 60,
      language,
      isDefault: i === 1,
      codec: 'aac',
      channels: 2,
    }));
    const plan = planEncode(createSource({ audio }));
    assert.deepEqual(
      stereoOf(plan).map(({ name, isDefault }) => [name, isDefault]),
      [
        ['audio-en', false],
        ['audio-fr', true],
        ['audio-en-2', false],
      ],
    );
  });

  it('makes surround of what has it, and a small form of every sound', () => {
    const audio = [6, 2, 8].map((channels, i) => ({
      index: i + 1,
      duration: 60,
      language: ['en', 'fr', 'en'][i] ?? '',
      isDefault: i === 0,
      codec: 'aac',
      channels,
    }));
    const names = ['audio-en', 'audio-fr', 'audio-en-2'];
    const forms = ['audio-48k-en', 'audio-48k-fr', 'audio-48k-en-2', 'audio-51-en', 'audio-51-en-2'];
    const planned = (source: Parameters<typeof createSource>[0]) =>
      planEncode(createSource({ audio, ...source })).audio.map(({ name }) => name);
    assert.deepEqual(planned({}), [...names, ...forms]);
    assert.deepEqual(
      planEncode({ ...createSource({ audio }), video: null }).audio.map(({ name }) => name),
      names,
    );
  });

  it('adds the other codecs that were chosen, without the sizes that are left out', () => {
    const hdr = createSource({}, { transfer: 'pq' });
    const plan = planEncode(hdr, { leftOut: ['720', '480'], codecs: ['h264', 'hevc', 'av1'] });
    assert.deepEqual(
      allRungs(plan).map(({ name, range }) => `${name} ${range}`),
      [
        ...['1080 sdr', '360 sdr', '240 sdr', '240-low sdr'],
        ...['1080-hevc pq', '360-hevc pq', '240-hevc pq', '1080-av1 sdr', '360-av1 sdr', '240-av1 sdr'],
      ],
    );
    assert.deepEqual(plan.rungs, planEncode(hdr, { leftOut: ['720', '480'], codecs: ['h264'] }).rungs);
    assert.deepEqual(planEncode(hdr).more, []);
  });

  it('has no audio for a silent source', () =>
    assert.deepEqual(planEncode(createSource({ audio: [] })).audio, []));
});
