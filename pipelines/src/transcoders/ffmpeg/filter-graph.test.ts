import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { VideoCodec } from '@vidkit/contracts/events/media';

import { allRungs, planEncode } from '../../steps/encode-plan.ts';
import { planStoryboard } from '../../steps/storyboard.ts';
import { createSource } from '../../testing/source.ts';
import type { TranscodeJob } from '../transcoder.ts';
import { transcodeArguments } from './arguments.ts';
import type { FfmpegFeatures } from './features.ts';
import { buildFilterGraph } from './filter-graph.ts';

const createJob = (source = createSource(), overrides: Partial<TranscodeJob> = {}): TranscodeJob => {
  const plan = planEncode(source);
  return {
    source: { path: '/in/source', demuxer: 'mov' },
    plan,
    rungs: plan.rungs,
    audio: plan.audio,
    storyboard: null,
    urgent: false,
    folder: '/out',
    ...overrides,
  };
};

const features: FfmpegFeatures = {
  toneMapping: true,
  cmaf: true,
  limiterLatency: true,
  pictures: new Set(),
  codecs: new Set(),
};

describe('buildFilterGraph', () => {
  it('scales each rung from the one above, and the storyboard from the last', () => {
    const source = createSource({ duration: 20 }, { width: 640, height: 360, duration: 20 });
    const storyboard = planStoryboard({ width: 640, height: 360, duration: 20 });
    const { text } = buildFilterGraph(createJob(source, { storyboard }), features);
    assert.deepEqual(text.split(';'), [
      '[0:0]fps=30/1:start_time=0,tpad=stop_mode=clone:stop_duration=2.000000,trim=end_frame=600,' +
        'scale=640:360:flags=bicubic:in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv,setsar=1,format=yuv420p,split=2[v0][t0]',
      '[t0]scale=426:240:flags=bicubic,setsar=1,split=2[v1][t1]',
      '[t1]setsar=1,split=2[v2][t2]',
      '[t2]framestep=60,scale=160:90:flags=area:in_color_matrix=bt709:out_color_matrix=bt601:out_range=pc,setsar=1,tile=10x1[sheets]',
      '[0:1]aresample=48000:async=1:first_pts=0:rematrix_maxval=1,aformat=sample_fmts=fltp:channel_layouts=stereo,apad,atrim=end=20.000000,asplit=2[a0][a1]',
    ]);
  });

  it('drops every second frame where a rung has half the rate', () => {
    const { text } = buildFilterGraph(createJob(createSource({}, { frameRate: 60 })), features);
    assert.match(text, /\[t1\]framestep=2,scale=854:480/);
    assert.equal(text.match(/framestep=2/g)?.length, 1);
  });

  it('makes frames of fields, as many as the rung needs', () => {
    const job = createJob(createSource({}, { interlaced: true, frameRate: 25, height: 576, width: 1024 }));
    assert.match(
      buildFilterGraph(job, features).text,
      /^\[0:0\]bwdif=mode=send_field:deint=interlaced,fps=50\/1/,
    );
    const small = { ...job, rungs: job.rungs.slice(-1) };
    assert.match(
      buildFilterGraph(small, features).text,
      /^\[0:0\]bwdif=mode=send_frame:deint=interlaced,fps=25\/1/,
    );
  });

  const createPlanned = (codecs: readonly VideoCodec[], transfer: 'sdr' | 'pq' = 'sdr'): TranscodeJob => {
    const source = createSource({}, { width: 640, height: 360, transfer, matrix: 'bt2020' });
    const plan = planEncode(source, { leftOut: [], codecs: [...codecs] });
    return createJob(source, { plan, rungs: allRungs(plan), audio: [] });
  };

  it('makes all codecs of one cascade, in which nothing is scaled twice', () => {
    const { text } = buildFilterGraph(createPlanned(['hevc', 'av1']), features);
    const [first = '', ...others] = text.split(';');
    assert.match(first, /^\[0:0\]fps.*scale=640:360.*,split=2\[v0\]\[t0\]$/);
    assert.deepEqual(others, [
      ...['[t0]setsar=1,split=2[v3][t1]', '[t1]setsar=1,split=2[v5][t2]'],
      '[t2]scale=426:240:flags=bicubic,setsar=1,split=2[v1][t3]',
      ...['[t3]setsar=1,split=2[v2][t4]', '[t4]setsar=1,split=2[v4][t5]', '[t5]setsar=1[v6]'],
    ]);
  });

  it('branches HDR off before the tone-mapping', () => {
    const { text } = buildFilterGraph(createPlanned(['hevc', 'av1'], 'pq'), features);
    const [first = '', ...others] = text.split(';');
    assert.match(first, /^\[0:0\]fps.*trim=end_frame=1800,split=2\[sdr\]\[hdr\]$/);
    assert.match(others[0] ?? '', /^\[sdr\]scale=640:360.*tonemap.*\[v0\]\[t0\]$/);
    assert.deepEqual(
      others.filter((chain) => /^\[h(dr|\d)\]/.test(chain)),
      [
        '[hdr]scale=640:360:flags=bicubic:in_color_matrix=bt2020:out_color_matrix=bt2020:out_range=tv,' +
          'setsar=1,format=yuv420p10le,split=2[v3][h0]',
        '[h0]scale=426:240:flags=bicubic,setsar=1[v4]',
      ],
    );
  });

  it('maps HDR to SDR after the first scale', () => {
    const { text } = buildFilterGraph(
      createJob(createSource({}, { transfer: 'pq', matrix: 'bt2020' })),
      features,
    );
    assert.match(text, /scale=1920:1080:flags=bicubic,setsar=1,zscale=t=linear.*tonemap=hable/);
  });
});

describe('transcodeArguments', () => {
  const args = transcodeArguments(createJob(), features);

  it('opens nothing but the file, as nothing but what it is', () => {
    const input = args.slice(args.indexOf('-protocol_whitelist'), args.indexOf('-filter_complex'));
    assert.deepEqual(input.slice(0, 6), [
      '-protocol_whitelist',
      'file,pipe',
      '-format_whitelist',
      'mov',
      '-f',
      'mov',
    ]);
    assert.equal(input.at(-1), 'file:/in/source');
    assert.equal(args[0], '-nostdin');
  });

  it('counts GOPs in frames and allows no other keyframes', () => {
    const values = (name: string) => args.filter((_, i) => args[i - 1] === name);
    assert.deepEqual(new Set(values('-g')), new Set(['60']));
    assert.deepEqual(new Set(values('-sc_threshold')), new Set(['0']));
    assert.equal(values('-g').length, 6);
  });

  it('tells nobody where and with what a video was taken', () => {
    const outputs = args.filter((arg) => arg === '-map').length;
    assert.equal(args.filter((arg, i) => arg === '-1' && args[i - 1] === '-map_metadata').length, outputs);
  });
});
