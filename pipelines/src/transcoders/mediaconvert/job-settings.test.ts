import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { planEncode, usualChoices } from '../../steps/encode-plan.ts';
import type { SourceMedia } from '../../steps/source-media.ts';
import { trimPlan } from '../../steps/trim/trim-plan.ts';
import { createSource } from '../../testing/source.ts';
import { jobToken } from '../converter.ts';
import { timecode } from './input-settings.ts';
import { jobSettings } from './job-settings.ts';

const videoId = '0198a5e0-0000-7000-8000-000000000001';
const places = {
  input: 's3://sources/sources/a/1',
  output: 's3://media/work/a/1/out/0123456789abcdef/',
  role: 'arn:aws:iam::111122223333:role/media',
  queue: 'arn:aws:mediaconvert:eu-central-1:111122223333:queues/video',
};
const sound = { index: 1, codec: 'aac', duration: 60, language: 'en', isDefault: true, channels: 2 };

const settingsOf = (media: SourceMedia, plan = planEncode(media)) => {
  const job = jobSettings(
    {
      ...{ videoId, encode: 2, planId: '0123456789abcdef', sourceKey: '', outputPrefix: '' },
      ...{ media, plan, progress: { from: 12.5, to: 98 } },
    },
    places,
  );
  const [input] = job.Settings?.Inputs ?? [];
  const [group] = job.Settings?.OutputGroups ?? [];
  const outputs = group?.Outputs ?? [];
  const pictures = outputs.flatMap(({ NameModifier: name, VideoDescription: video }) =>
    video ? [{ name, ...video }] : [],
  );
  const sounds = outputs.flatMap(({ NameModifier: name, AudioDescriptions: all }) =>
    (all ?? []).map((one) => ({ name, ...one })),
  );
  return { job, input, group, outputs, pictures, sounds };
};

describe('jobSettings', () => {
  it('makes the ladder of the plan of 1080p with sound, each rendition one file', () => {
    const { job, input, group, pictures, sounds } = settingsOf(createSource());
    assert.equal(job.Role, places.role);
    assert.equal(job.Queue, places.queue);
    assert.equal(job.ClientRequestToken, `${videoId}-2-0123456789abcdef`);
    assert.ok((job.ClientRequestToken ?? '').length <= 64);
    assert.deepEqual(job.UserMetadata, {
      ...{ videoId, encode: '2', planId: '0123456789abcdef' },
      ...{ from: '12.5', to: '98' },
    });
    assert.equal(input?.FileInput, places.input);
    assert.equal(input.VideoSelector?.Rotate, 'AUTO');
    assert.equal(input.InputClippings, undefined);
    const cmaf = group?.OutputGroupSettings?.CmafGroupSettings;
    assert.equal(cmaf?.Destination, `${places.output}ladder`);
    assert.equal(cmaf.SegmentControl, 'SINGLE_FILE');
    assert.equal(cmaf.FragmentLength, 2);
    assert.equal(cmaf.VideoCompositionOffsets, 'SIGNED');
    assert.deepEqual(
      pictures.map(({ name, Width, Height, CodecSettings }) => {
        const h264 = CodecSettings?.H264Settings;
        return [name, `${Width}x${Height}`, h264?.MaxBitrate, h264?.HrdBufferSize, h264?.GopSize].join(' ');
      }),
      [
        '_1080 1920x1080 6220800 12441600 60',
        '_720 1280x720 3041280 6082560 60',
        '_480 854x480 1475712 2951424 60',
        '_360 640x360 1036800 2073600 60',
        '_240 426x240 521424 1042848 60',
        '_240-low 426x240 120000 60000 60',
      ],
    );
    for (const { CodecSettings, ScalingBehavior, VideoPreprocessors } of pictures) {
      const h264 = CodecSettings?.H264Settings;
      assert.equal(h264?.CodecProfile, 'HIGH');
      assert.equal(h264.GopSizeUnits, 'FRAMES');
      assert.equal(h264.GopClosedCadence, 1);
      assert.equal(h264.SceneChangeDetect, 'DISABLED');
      assert.equal(h264.RateControlMode, 'QVBR');
      assert.equal(ScalingBehavior, 'STRETCH_TO_OUTPUT');
      assert.equal(VideoPreprocessors?.Deinterlacer, undefined);
      assert.equal(VideoPreprocessors?.ColorCorrector?.HdrToSdrToneMapper, undefined);
    }
    assert.deepEqual(
      sounds.map(({ name, CodecSettings }) => {
        const aac = CodecSettings?.AacSettings;
        return [name, aac?.CodingMode, aac?.SampleRate, aac?.Bitrate].join(' ');
      }),
      ['_audio-und CODING_MODE_2_0 48000 128000', '_audio-48k-und CODING_MODE_2_0 32000 48000'],
    );
    const [first] = sounds;
    assert.equal(first?.AudioNormalizationSettings?.TargetLkfs, -16);
    assert.equal(first?.AudioNormalizationSettings?.Algorithm, 'ITU_BS_1770_3');
    assert.deepEqual(input.AudioSelectors, {
      'Audio Selector 1': { SelectorType: 'STREAM', Streams: [2], Offset: 0 },
    });
  });

  it('turns phones by what they say, and gives portraits portrait sizes', () => {
    const { input, pictures } = settingsOf(createSource({}, { width: 1080, height: 1920, turned: true }));
    assert.equal(input?.VideoSelector?.Rotate, 'AUTO');
    assert.deepEqual(
      pictures.slice(0, 3).map(({ Width, Height }) => `${Width}x${Height}`),
      ['1080x1920', '720x1280', '480x854'],
    );
  });

  it('has neither selectors nor outputs for the sound of silent sources', () => {
    const { input, outputs } = settingsOf(createSource({ audio: [] }));
    assert.equal(input?.AudioSelectors, undefined);
    assert.ok(outputs.every(({ AudioDescriptions }) => AudioDescriptions === undefined));
  });

  it('maps HDR to every screen in H.264, and keeps it in HEVC with the light of its maker', () => {
    const at = (x: number, y: number) => ({ x, y });
    const light = {
      mastering: {
        ...{ red: at(34_000, 16_000), green: at(13_250, 34_500), blue: at(7500, 3000) },
        ...{ white: at(15_635, 16_450), brightest: 10_000_000, darkest: 1 },
      },
      content: { brightest: 1000, average: 400 },
    };
    const media = createSource({}, { transfer: 'pq', matrix: 'bt2020', codec: 'hevc', light });
    const { input, pictures } = settingsOf(
      media,
      planEncode(media, { ...usualChoices, codecs: ['h264', 'hevc', 'av1'] }),
    );
    assert.equal(input?.VideoSelector?.ColorSpace, 'HDR10');
    assert.equal(input.VideoSelector.Hdr10Metadata?.MaxContentLightLevel, 1000);
    const find = (name: string) => pictures.find((one) => one.name === name);
    assert.deepEqual(find('_1080')?.VideoPreprocessors?.ColorCorrector, {
      ColorSpaceConversion: 'FORCE_709',
      HdrToSdrToneMapper: 'PRESERVE_DETAILS',
      SampleRangeConversion: 'LIMITED_RANGE_SQUEEZE',
    });
    const hevc = find('_1080-hevc');
    assert.equal(hevc?.VideoPreprocessors?.ColorCorrector?.ColorSpaceConversion, 'FORCE_HDR10');
    assert.equal(hevc.VideoPreprocessors.ColorCorrector.Hdr10Metadata?.RedPrimaryX, 34_000);
    assert.equal(hevc.CodecSettings?.H265Settings?.CodecProfile, 'MAIN10_MAIN');
    assert.equal(hevc.CodecSettings.H265Settings.WriteMp4PackagingType, 'HVC1');
    const av1 = find('_720-av1')?.CodecSettings?.Av1Settings;
    assert.equal(av1?.GopSize, 60);
    assert.equal(find('_720-av1')?.VideoPreprocessors?.ColorCorrector?.ColorSpaceConversion, 'FORCE_709');
  });

  it('makes a frame of every field where the rung has that rate, and of every frame elsewhere', () => {
    const { pictures } = settingsOf(createSource({}, { interlaced: true, frameRate: 25 }));
    const shown = pictures.map(({ name, VideoPreprocessors, CodecSettings }) => {
      const h264 = CodecSettings?.H264Settings;
      const rate = (h264?.FramerateNumerator ?? 0) / (h264?.FramerateDenominator ?? 1);
      return `${name} ${rate} ${h264?.GopSize} ${VideoPreprocessors?.Deinterlacer?.Algorithm}`;
    });
    assert.equal(shown[0], '_1080 50 100 LINEAR_INTERPOLATION');
    assert.equal(shown.at(-1), '_240-low 25 50 INTERPOLATE');
  });

  it('cuts a part out in frames of the source, both of its ends included', () => {
    const media = createSource();
    const plan = trimPlan(planEncode(media), { startMs: 5000, endMs: 12_500 });
    const { input } = settingsOf(media, plan);
    assert.deepEqual(input?.InputClippings, [{ StartTimecode: '00:00:05:00', EndTimecode: '00:00:12:14' }]);
    const late = createSource({ start: 0.4 });
    assert.deepEqual(settingsOf(late).input?.InputClippings, [{ StartTimecode: '00:00:00:12' }]);
  });

  it('makes 5.1 beside stereo, and mixes it down for that', () => {
    const { sounds } = settingsOf(createSource({ audio: [{ ...sound, channels: 6 }] }));
    const find = (name: string) => sounds.find((one) => one.name === name);
    const surround = find('_audio-51-en');
    assert.equal(surround?.RemixSettings, undefined);
    assert.equal(surround?.CodecSettings?.AacSettings?.CodingMode, 'CODING_MODE_5_1');
    assert.equal(surround.CodecSettings.AacSettings.Bitrate, 320_000);
    assert.deepEqual(find('_audio-en')?.RemixSettings, {
      ChannelsIn: 6,
      ChannelsOut: 2,
      ChannelMapping: {
        OutputChannels: [
          { InputChannelsFineTune: [0, -60, -3, -60, -3, -60] },
          { InputChannelsFineTune: [-60, 0, -3, -60, -60, -3] },
        ],
      },
    });
    const [mono] = settingsOf(createSource({ audio: [{ ...sound, channels: 1 }] })).sounds;
    assert.deepEqual(mono?.RemixSettings?.ChannelMapping?.OutputChannels, [
      { InputChannelsFineTune: [0] },
      { InputChannelsFineTune: [0] },
    ]);
  });

  it('counts GOPs in frames at 23.976, so that they are two seconds of whole frames', () => {
    const { pictures } = settingsOf(createSource({}, { frameRate: 24_000 / 1001 }));
    for (const { CodecSettings } of pictures) {
      const h264 = CodecSettings?.H264Settings;
      assert.deepEqual(
        [h264?.FramerateNumerator, h264?.FramerateDenominator, h264?.GopSize],
        [24_000, 1001, 48],
      );
    }
  });

  it('gives equal jobs equal tokens, and others to other plans', () => {
    const job = { videoId, encode: 1, planId: 'a' };
    assert.equal(jobToken(job), jobToken({ ...job }));
    assert.notEqual(jobToken(job), jobToken({ ...job, planId: 'b' }));
  });
});

describe('timecode', () => {
  it('numbers every frame, 30 to the second at 29.97', () => {
    const rate = 30_000 / 1001;
    assert.equal(timecode(0, rate), '00:00:00:00');
    assert.equal(timecode(29, rate), '00:00:00:29');
    assert.equal(timecode(30, rate), '00:00:01:00');
    assert.equal(timecode(30 * 3661 + 7, rate), '01:01:01:07');
    assert.equal(timecode(49, 25), '00:00:01:24');
    assert.equal(timecode(24, 23.976), '00:00:01:00');
  });
});
