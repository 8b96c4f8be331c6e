import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { allRungs, planEncode } from '../../steps/encode-plan.ts';
import type { HdrLight } from '../../steps/hdr-light.ts';
import { createSource } from '../../testing/source.ts';
import type { FfmpegFeatures } from './features.ts';
import { videoEncoder } from './video-encoders.ts';

const features: FfmpegFeatures = {
  toneMapping: true,
  cmaf: true,
  limiterLatency: true,
  pictures: new Set(),
  codecs: new Set(['h264', 'hevc', 'av1']),
};

const light: HdrLight = {
  mastering: {
    red: { x: 34_000, y: 16_000 },
    green: { x: 13_250, y: 34_500 },
    blue: { x: 7500, y: 3000 },
    white: { x: 15_635, y: 16_450 },
    brightest: 10_000_000,
    darkest: 1,
  },
  content: { brightest: 1000, average: 400 },
};

/** Values of the arguments for one rung, by their names. */
const argumentsFor = (name: string, video: Parameters<typeof createSource>[1] = {}): Map<string, string> => {
  const plan = planEncode(createSource({}, video), { leftOut: [], codecs: ['h264', 'hevc', 'av1'] });
  const rung = allRungs(plan).find((one) => one.name === name);
  assert.ok(rung);
  const args = videoEncoder({ rung, urgent: false, light: plan.light }, features);
  return new Map(args.flatMap((arg, i) => (i % 2 === 0 ? [[arg, args[i + 1] ?? '']] : [])));
};

describe('videoEncoder', () => {
  it('puts keyframes of every codec on the same frames, and nowhere else', () => {
    const [h264, hevc, av1] = ['1080', '1080-hevc', '1080-av1'].map((name) => argumentsFor(name));
    for (const args of [h264, hevc, av1]) assert.equal(args?.get('-g'), '60');
    assert.equal(h264?.get('-sc_threshold'), '0');
    assert.match(hevc?.get('-x265-params') ?? '', /^scenecut=0:open-gop=0:/);
    assert.match(av1?.get('-svtav1-params') ?? '', /^scd=0/);
  });

  it('tells decoders of HEVC all they need in the init segment, and nobody what made it', () => {
    const args = argumentsFor('720-hevc');
    assert.equal(args.get('-tag:v'), 'hvc1');
    assert.match(args.get('-x265-params') ?? '', /info=0/);
  });

  it('keeps the light of HDR10 in ten bits', () => {
    const args = argumentsFor('1080-hevc', { transfer: 'pq', light });
    assert.deepEqual(
      ['-pix_fmt', '-color_primaries', '-color_trc', '-colorspace'].map((name) => args.get(name)),
      ['yuv420p10le', 'bt2020', 'smpte2084', 'bt2020nc'],
    );
    assert.match(
      args.get('-x265-params') ?? '',
      /hdr10=1:master-display=G\(13250,34500\)B\(7500,3000\)R\(34000,16000\)WP\(15635,16450\)L\(10000000,1\):max-cll=1000,400$/,
    );
  });

  it('says nothing of light that nobody knows', () => {
    assert.doesNotMatch(argumentsFor('1080-hevc', { transfer: 'pq' }).get('-x265-params') ?? '', /hdr10|cll/);
    const hlg = argumentsFor('1080-hevc', { transfer: 'hlg', light });
    assert.equal(hlg.get('-color_trc'), 'arib-std-b67');
    assert.doesNotMatch(hlg.get('-x265-params') ?? '', /master-display/);
  });

  it('shows every screen the same colours in H.264 and AV1', () => {
    for (const name of ['1080', '1080-av1'])
      assert.equal(argumentsFor(name, { transfer: 'pq', light }).get('-color_trc'), 'bt709');
  });
});
