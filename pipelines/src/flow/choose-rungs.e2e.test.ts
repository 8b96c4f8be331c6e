import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { usualChoices } from '../steps/encode-plan.ts';
import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';
import { TranscodeError, type TranscodeJob } from '../transcoders/transcoder.ts';
import { ffmpeg, programs, quickVideo } from '../testing/clips.ts';
import { type Processed, Workbench } from '../testing/process-clip.ts';
import { createSource } from '../testing/source.ts';
import { chooseRungs } from './choose-rungs.ts';
import { planSource } from './read-source.ts';

/** Cannot encode a GOP in the middle of anything. */
class Shortsighted extends FfmpegTranscoder {
  override async transcode(job: TranscodeJob, options: Parameters<FfmpegTranscoder['transcode']>[1]) {
    if (job.part) throw new TranscodeError('encoder_failed', 'no', []);
    return super.transcode(job, options);
  }
}

describe('chooseRungs', () => {
  let folder = '';
  let clip = '';
  let bench: Workbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-rungs-'));
    clip = join(folder, 'slides.mp4');
    const slides = 'smptehdbars=s=1280x720:r=24:d=62';
    await ffmpeg(['-f', 'lavfi', '-i', slides, ...quickVideo, clip]);
    bench = new Workbench(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const names = ({ publication }: Processed) => publication?.renditions.map(({ name }) => name);

  it('leaves out of the chunks of a long video what adds nothing, and a trim is copied from what there is', async () => {
    const videoId = 'slides';
    const whole = await bench.process(clip, { videoId, chunkSeconds: 30 });
    assert.equal(whole.failure, null);
    assert.deepEqual(names(whole), ['720', '360', '240']);
    assert.deepEqual(whole.leftovers, []);
    const part = { trim: { startMs: 10_000, endMs: 50_000 }, whole: whole.publication?.prefix ?? '' };
    const trimmed = await bench.process(clip, { videoId, encode: 2, ...part });
    assert.deepEqual(names(trimmed), names(whole));
    assert.equal(trimmed.encodes, 0, 'it was encoded');
  });

  it('goes by what an attempt before this one has found', async () => {
    const { store } = bench;
    const key = 'v/killed/1-chunks/left-out.json';
    await store.put(key, '["240"]', 'application/json');
    const media = createSource();
    const planned = planSource({ source: { path: clip, demuxer: 'mov' }, media }, usualChoices, null);
    const transcode = () => assert.fail('it looked again');
    assert.deepEqual(await chooseRungs(planned, { store, key, folder, transcode }), ['240']);
  });

  it('leaves out nothing where nobody can look', async () => {
    const blind = new Workbench(folder, new Shortsighted({ ffmpeg: programs.ffmpeg }));
    const result = await blind.process(clip, { videoId: 'blind' });
    assert.equal(result.failure, null);
    assert.deepEqual(names(result), ['720', '480', '360', '240']);
  });
});
