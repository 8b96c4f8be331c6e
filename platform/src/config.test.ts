import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ConfigError, readConfig } from './config.ts';

describe('readConfig', () => {
  const refusal = (env: Record<string, string>): string => {
    try {
      readConfig(env);
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return error.message;
    }
    throw new Error('It was taken.');
  };

  it('encodes in H.264 alone unless asked for more', () => {
    assert.deepEqual(readConfig({}).videoCodecs, ['h264']);
    assert.deepEqual(readConfig({ VIDEO_CODECS: '' }).videoCodecs, ['h264']);
  });

  it('takes codecs in any order and spelling, H.264 first', () => {
    const codecs = (text: string) => readConfig({ VIDEO_CODECS: text }).videoCodecs;
    assert.deepEqual(codecs('h264,hevc,av1'), ['h264', 'hevc', 'av1']);
    assert.deepEqual(codecs(' AV1, H264 ,av1'), ['h264', 'av1']);
  });

  it('says which variable is wrong, what is wrong with it, and what would be right', () => {
    const right = 'VIDEO_CODECS must be a list of h264, hevc, av1, such as h264,hevc: ';
    assert.equal(refusal({ VIDEO_CODECS: 'h264,vp9,h266' }), `${right}it does not know "vp9", "h266"`);
    assert.equal(refusal({ VIDEO_CODECS: 'h264,,av1' }), `${right}it does not know ""`);
    assert.equal(refusal({ VIDEO_CODECS: 'hevc,av1' }), `${right}it lacks h264, which every device plays`);
  });
});
