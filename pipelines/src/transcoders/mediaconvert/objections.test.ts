import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { planEncode } from '../../steps/encode-plan.ts';
import type { SourceMedia, SourceVideo } from '../../steps/source-media.ts';
import { trimPlan } from '../../steps/trim/trim-plan.ts';
import { createSource } from '../../testing/source.ts';
import { blameSource } from './failures.ts';
import { objections } from './objections.ts';

describe('objections', () => {
  const found = (overrides: Partial<Omit<SourceMedia, 'video'>> = {}, video: Partial<SourceVideo> = {}) => {
    const media = createSource(overrides, video);
    return objections(media, planEncode(media));
  };
  const sound = { index: 1, codec: 'aac', duration: 60, language: 'en', isDefault: true, channels: 2 };

  it('has none against what cameras and phones make', () => {
    assert.deepEqual(found(), []);
    assert.deepEqual(found({}, { codec: 'hevc', turned: true }), []);
    assert.deepEqual(found({ audio: [{ ...sound, codec: 'pcm_s16le' }] }, { codec: 'prores' }), []);
    assert.deepEqual(
      found({ demuxer: 'matroska', audio: [{ ...sound, codec: 'opus' }] }, { codec: 'vp9' }),
      [],
    );
  });

  it('names what the service does not list, and what is in doubt', () => {
    assert.deepEqual(found({ demuxer: 'ogg' }), ['container ogg']);
    assert.deepEqual(found({}, { codec: 'av1' }), ['av1 in mov']);
    assert.deepEqual(found({ audio: [{ ...sound, codec: 'dts' }] }), ['dts in mov']);
    assert.deepEqual(found({ audio: [{ ...sound, channels: 8 }] }), ['sound in 8 channels']);
    assert.deepEqual(found({ demuxer: 'matroska' }, { turned: true }), ['a turned picture in matroska']);
    assert.deepEqual(found({ duration: 62 }), ['a picture that ends before its sound']);
    assert.deepEqual(found({}, { width: 5120, height: 2160 }), ['5120 by 2160 pixels']);
    const media = createSource({}, { steady: false });
    assert.deepEqual(objections(media, trimPlan(planEncode(media), { startMs: 1000, endMs: 9000 })), [
      'a part of a picture whose rate varies',
    ]);
    const alone = { ...createSource(), video: null };
    assert.deepEqual(objections(alone, planEncode(alone)), ['sound alone is made here']);
  });
});

describe('blameSource', () => {
  it('blames the source for what is wrong with its bytes, and for nothing else', () => {
    assert.equal(blameSource(1076), 'file_truncated');
    for (const code of [1010, 1030, 1040, 1401, 1404, 1432, 1999, 3450, 0, null])
      assert.equal(blameSource(code), null);
  });
});
