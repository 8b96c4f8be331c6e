import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { VideoRange } from '../ladder.ts';
import { avcLevel, codecRules } from './codec-rules.ts';

const broken = (codec: string, range: VideoRange = 'sdr'): string[] =>
  codecRules({ codec, range })
    .filter(({ holds }) => !holds)
    .map(({ clause, what }) => `${clause} ${what}`);

describe('codecRules', () => {
  it('allows what we make', () => {
    for (const codec of ['avc1.640028', 'hvc1.1.6.L93.90', 'hvc1.2.4.L153.90', 'av01.0.13M.08'])
      assert.deepEqual(broken(codec), []);
    assert.deepEqual(broken('hvc1.2.4.L120.90', 'pq'), []);
    assert.deepEqual(broken('hvc1.2.4.L120.90', 'hlg'), []);
  });

  it('is as strict as before with H.264', () => {
    assert.deepEqual(broken('avc1.4d401f'), ['1.3, 1.10 is not High profile']);
    assert.deepEqual(broken('avc1.64003d'), ['1.4 has level 6.1']);
    assert.deepEqual(broken('avc1.640028', 'pq'), ['1.24 is HDR in H.264']);
  });

  it('knows the profiles and levels of HEVC and AV1', () => {
    assert.deepEqual(broken('hvc1.4.10.L120.90'), ['1.6 is neither Main nor Main 10']);
    assert.deepEqual(broken('hvc1.1.6.L180.90'), ['1.6 has level 6']);
    assert.deepEqual(broken('hvc1.1.6.L93.90', 'pq'), ['1.7, 1.24 is HDR in 8 bits']);
    assert.deepEqual(broken('av01.1.08M.08'), ['1.1 is not Main profile']);
    assert.deepEqual(broken('av01.0.16M.08'), ['1.1 has level index 16']);
    assert.deepEqual(broken('av01.0.08M.10', 'hlg'), ['1.24 is HDR in AV1, which we do not make']);
  });

  it('tells levels of H.264 alone', () => {
    assert.equal(avcLevel({ codec: 'avc1.640029' }), 41);
    assert.equal(avcLevel({ codec: 'hvc1.1.6.L93.90' }), NaN);
  });
});
