import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { VideoCodec } from '@vidkit/contracts/events/media';

import { checkOutput } from '../steps/check/check-output.ts';
import { parseMultivariant } from '../steps/check/parse-playlist.ts';
import { readTrack } from '../steps/package/track.ts';
import { hdrEncode, makeClip, programs } from '../testing/clips.ts';
import { readLights, readPicture, worstLikeness } from '../testing/measure.ts';
import { type Processed, Workbench } from '../testing/process-clip.ts';
import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';

const all: readonly VideoCodec[] = ['h264', 'hevc', 'av1'];
const sdr = 'yuv420p tv bt709 bt709 bt709 1:1';

describe('videos in other codecs beside H.264', () => {
  let folder = '';
  let bench: Workbench;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-codecs-'));
    bench = new Workbench(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const names = ({ publication }: Processed) => publication?.renditions.map(({ name }) => name);
  const fileOf = ({ files }: Processed, name: string) => join(files, `${name}.mp4`);
  const formats = async (result: Processed, ...wanted: readonly string[]) =>
    Promise.all(wanted.map(async (name) => (await readPicture(fileOf(result, name))).format));

  /** Nothing is wrong with it, every rendition decodes whole, and all of them have keyframes at the same instants. */
  const assertSound = async (result: Processed, seconds: number): Promise<void> => {
    assert.equal(result.failure, null);
    assert.deepEqual(await checkOutput(result.files, 'master.m3u8'), []);
    assert.deepEqual(result.leftovers, []);
    const keyframes = new Map<string, string>();
    for (const { name, width, height, frameRate, codecs } of result.publication?.renditions ?? []) {
      const track = await readTrack(fileOf(result, name));
      const { frames } = await readPicture(fileOf(result, name));
      assert.equal(frames, Math.round(seconds * frameRate), name);
      assert.deepEqual([track.width, track.height], [width, height]);
      assert.equal(codecs.split(',')[0], track.codec);
      const times = track.fragments.map(({ time }) => (time / track.timescale).toFixed(3));
      keyframes.set(name, times.join(' '));
    }
    assert.equal(new Set(keyframes.values()).size, 1, [...keyframes].join('; '));
  };

  it('has a ladder in each, of the same pictures and in fewer bytes', async () => {
    const clip = await makeClip({ folder, name: 'sdr.mp4', size: '640x360', seconds: 6.5 });
    const result = await bench.process(clip, { codecs: all });
    await assertSound(result, 6.5);
    const more = ['360-hevc', '240-hevc', '360-av1', '240-av1'];
    assert.deepEqual(names(result), ['360', '240', '240-low', ...more]);
    assert.deepEqual(
      await formats(result, ...more),
      more.map(() => sdr),
    );
    const rendition = (name: string) => {
      const found = result.publication?.renditions.find((one) => one.name === name);
      assert.ok(found);
      return found;
    };
    for (const name of more) {
      const [size = ''] = name.split('-');
      assert.ok((await worstLikeness(fileOf(result, name), fileOf(result, size))) > 25, name);
      assert.ok(rendition(name).averageBandwidth < rendition(size).averageBandwidth, name);
    }
    assert.match(rendition('360-hevc').codecs, /^hvc1\.1\.6\.L\d+\.90,mp4a\.40\.2$/);
    assert.match(rendition('360-av1').codecs, /^av01\.0\.\d\dM\.08,mp4a\.40\.2$/);
    assert.doesNotMatch(await readFile(join(result.files, 'master.m3u8'), 'utf8'), /VIDEO-RANGE/);
  });

  it('keeps rungs of half the rate on the grid', async () => {
    const clip = await makeClip({ folder, name: 'sixty.mp4', size: '426x240', rate: '60', seconds: 4.5 });
    const tall = await makeClip({
      folder,
      name: 'ntsc.mp4',
      size: '640x360',
      rate: '60000/1001',
      seconds: 4.5,
    });
    await assertSound(await bench.process(clip, { codecs: all }), 4.5);
    const result = await bench.process(tall, { codecs: all });
    await assertSound(result, (Math.ceil((4.5 * 30_000) / 1001) * 1001) / 30_000);
  });

  it('keeps HDR10 in HEVC, with its light in every keyframe, and says so of each variant', async () => {
    const clip = await makeClip({
      folder,
      name: 'hdr10.mp4',
      size: '426x240',
      seconds: 4.5,
      encode: hdrEncode('smpte2084'),
    });
    const result = await bench.process(clip, { codecs: all });
    await assertSound(result, 4.5);
    assert.deepEqual(result.warnings, []);
    const hdr = 'yuv420p10le tv bt2020nc smpte2084 bt2020 1:1';
    assert.deepEqual(await formats(result, '240', '240-hevc', '240-av1'), [sdr, hdr, sdr]);
    const [light] = await readLights(clip);
    assert.deepEqual(light?.content, { brightest: 1000, average: 400 });
    assert.equal(light.mastering?.brightest, 10_000_000);
    assert.deepEqual(await readLights(fileOf(result, '240-hevc')), [light, light, light]);
    const { variants, keyframes } = parseMultivariant(
      await readFile(join(result.files, 'master.m3u8'), 'utf8'),
    );
    const said = (list: readonly ReadonlyMap<string, string>[]) =>
      list.map((tag) => `${tag.get('CODECS')?.slice(0, 6)} ${tag.get('VIDEO-RANGE')}`);
    const expected = ['avc1.6 SDR', 'avc1.6 SDR', 'hvc1.2 PQ', 'av01.0 SDR'];
    assert.deepEqual(said(variants.map(({ attributes }) => attributes)), expected);
    assert.deepEqual(said(keyframes), expected);
  });

  it('keeps HLG in HEVC', async () => {
    const encode = hdrEncode('arib-std-b67');
    const clip = await makeClip({ folder, name: 'hlg.mp4', size: '426x240', seconds: 2.5, encode });
    const result = await bench.process(clip, { codecs: ['h264', 'hevc'] });
    await assertSound(result, 2.5);
    assert.deepEqual(await formats(result, '240-hevc'), ['yuv420p10le tv bt2020nc arib-std-b67 bt2020 1:1']);
    assert.match(
      await readFile(join(result.files, 'master.m3u8'), 'utf8'),
      /CODECS="hvc1\.2\..*VIDEO-RANGE=HLG/,
    );
  });

  it('lists surround in all of them', async () => {
    const sound = ['anoisesrc=d=2:r=48000,pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0'];
    const clip = await makeClip({ folder, name: 'surround.mkv', size: '426x240', sound });
    const result = await bench.process(clip, { codecs: all });
    await assertSound(result, 2);
    const master = await readFile(join(result.files, 'master.m3u8'), 'utf8');
    assert.equal(master.match(/AUDIO="aac-51"\n240-(hevc|av1)\.m3u8/g)?.length, 2);
  });

  describe('of a longer clip', () => {
    const seconds = 10.5;
    let clip = '';
    let whole: Processed;
    before(async () => {
      clip = await makeClip({ folder, name: 'long.mp4', size: '426x240', seconds });
      whole = await bench.process(clip, { videoId: 'whole', codecs: all });
    });

    it('are joined from chunks that are the very same', async () => {
      const chunks: number[] = [];
      const result = await bench.process(clip, {
        codecs: all,
        chunkSeconds: 4,
        onChunk: (index) => chunks.push(index),
      });
      assert.deepEqual(chunks, [0, 1]);
      await assertSound(result, seconds);
      assert.deepEqual(names(result), names(whole));
      for (const name of ['240', '240-hevc', '240-av1'])
        assert.ok((await worstLikeness(fileOf(result, name), fileOf(whole, name))) > 30, name);
    });

    it('are trimmed by copying', async () => {
      const trim = { startMs: 1300, endMs: 8700 };
      const options = { videoId: 'whole', trim, whole: whole.publication?.prefix ?? '' };
      const result = await bench.process(clip, { ...options, encode: 2, codecs: ['h264'] });
      assert.equal(result.encodes, 2, 'only the edges are encoded');
      assert.deepEqual(names(result), names(whole));
      assert.deepEqual(await checkOutput(result.files, 'master.m3u8'), []);
      for (const name of names(result) ?? [])
        assert.equal((await readPicture(fileOf(result, name))).frames, 7.4 * 30, name);
    });

    it('are left out where ffmpeg cannot make them, and no video fails for it', async () => {
      class OldFfmpeg extends FfmpegTranscoder {
        override codecs(): Promise<ReadonlySet<VideoCodec>> {
          return Promise.resolve(new Set(['h264']));
        }
      }
      const other = new Workbench(folder, new OldFfmpeg({ ffmpeg: programs.ffmpeg }));
      const result = await other.process(clip, { codecs: all });
      await assertSound(result, seconds);
      assert.deepEqual(names(result), ['240', '240-low']);
      const trim = { startMs: 1000, endMs: 5000 };
      const prefix = whole.publication?.prefix ?? '';
      const part = await other.process(clip, { videoId: 'whole', encode: 3, trim, whole: prefix });
      assert.equal(part.failure, null);
      assert.deepEqual(names(part), ['240', '240-low']);
      assert.ok((await readdir(part.files)).every((name) => !name.includes('av1')));
    });
  });
});
