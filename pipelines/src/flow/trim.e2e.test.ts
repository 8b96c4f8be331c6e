import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import type { Trim } from '@vidkit/contracts/schemas/trim';

import { checkOutput } from '../steps/check/check-output.ts';
import { assertCutAlike } from '../testing/assert-cut-alike.ts';
import { type ClipOptions, makeClip, programs, tone } from '../testing/clips.ts';
import { flashes, readPicture, readSound } from '../testing/measure.ts';
import { type Processed, type ProcessOptions, Workbench } from '../testing/process-clip.ts';

const run = promisify(execFile);

/** Seconds. The last one is decoded whole. */
const aacFrame = 1024 / 48_000;

/** Of every frame as it is decoded. */
const frameHashes = async (path: string): Promise<string[]> => {
  const { stdout } = await run(
    programs.ffmpeg,
    ['-v', 'error', '-i', path, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'],
    { maxBuffer: 64 * 1024 ** 2 },
  );
  return [...stdout.matchAll(/^0,.*, *([0-9a-f]{32})$/gm)].map(([, hash = '']) => hash);
};

/** Most red share of any square of a picture, against what red is alone. */
const redness = async (path: string): Promise<number> => {
  const { stdout } = await run(
    programs.ffmpeg,
    ['-v', 'error', '-i', path, '-vf', 'scale=40:-1:flags=area,format=rgb24', '-f', 'rawvideo', '-'],
    { encoding: 'buffer' },
  );
  let reds = 0;
  for (let at = 0; at + 2 < stdout.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = stdout.subarray(at, at + 3);
    if (red > 200 && green < 50 && blue < 50) reds += 1;
  }
  return reds / (stdout.length / 3);
};

describe('a trimmed video', () => {
  let folder = '';
  let bench: Workbench;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-trim-'));
    bench = new Workbench(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  interface Whole {
    readonly clip: string;
    readonly id: string;
    readonly published: Processed;
  }

  const publish = async (clip: Omit<ClipOptions, 'folder'>): Promise<Whole> => {
    const path = await makeClip({ folder, size: '320x180', ...clip });
    const id = clip.name.replace(/\W/g, '-');
    return { clip: path, id, published: await bench.process(path, { videoId: id }) };
  };
  let encode = 1;
  const trim = ({ clip, id, published }: Whole, wanted: Trim, options: ProcessOptions = {}) => {
    encode += 1;
    const whole = published.publication?.prefix ?? '';
    return bench.process(clip, { videoId: id, encode, trim: wanted, whole, ...options });
  };

  /** Right in every way, whichever way it was made. */
  const assertTrimmed = async (result: Processed, whole: Whole, { startMs, endMs }: Trim): Promise<void> => {
    assert.equal(result.failure, null);
    const { publication, files } = result;
    assert.ok(publication);
    assert.deepEqual(await checkOutput(files, 'master.m3u8'), []);
    const [start = 0] = await assertCutAlike(files);
    assert.ok(start >= 1, `begins with an entry of ${start} s`);
    assert.deepEqual(result.leftovers, []);
    assert.deepEqual(publication.trim, { startMs, endMs });
    const names = ({ publication: one }: Processed) => one?.renditions.map(({ name }) => name);
    assert.deepEqual(names(result), names(whole.published));
    for (const { name, frameRate } of publication.renditions) {
      const { frames } = await readPicture(join(files, `${name}.mp4`));
      assert.ok(Math.abs(frames / frameRate - (endMs - startMs) / 1000) <= 1 / frameRate + 0.001, name);
    }
    for (const file of [publication.storyboard, publication.preview, publication.poster?.file])
      assert.ok(file && (await stat(join(files, file))).size > 0);

    const low = publication.renditions.at(-1);
    assert.ok(low);
    const seen = await flashes(join(files, `${low.name}.mp4`), low.frameRate);
    assert.ok(seen.length >= 2, `flashes at ${seen.join(', ')}`);
    const first = 500 - (startMs % 1000);
    for (const at of seen) {
      const off = (((at * 1000 - first) % 1000) + 1500) % 1000;
      assert.ok(Math.abs(off - 500) <= 1000 / low.frameRate + 2, `a flash at ${at}`);
    }
    for (const sound of (await readdir(files)).filter((name) => /^audio-.*mp4$/.test(name))) {
      const { beeps, seconds } = await readSound(join(files, sound));
      const apart = Math.abs(seconds - publication.durationMs / 1000);
      assert.ok(apart < aacFrame, `${sound} lasts ${seconds}`);
      const top = publication.renditions[0]?.frameRate ?? 0;
      const high = await flashes(join(files, `${publication.renditions[0]?.name}.mp4`), top);
      const list = `flashes at ${high.join(', ')}, beeps at ${beeps.join(', ')}`;
      const near = (at: number) => beeps.some((beep) => Math.abs(at - beep) <= 0.5 / top + 0.005);
      assert.ok(high.every(near), list);
      // Within the tenth of a second of a beep, the mobile sound may fall and rise.
      const within = (beep: number) => high.some((at) => beep > at - 0.02 && beep < at + 0.12);
      assert.ok(beeps.every(within), list);
    }
  };

  /** The frames of all GOPs that lie wholly inside are those of the whole revision, bit by bit. */
  const assertCopied = async (result: Processed, whole: Whole, { startMs, endMs }: Trim): Promise<void> => {
    for (const { name, frameRate } of whole.published.publication?.renditions ?? []) {
      const gop = Math.round(2 * frameRate);
      const [all, part] = await Promise.all(
        [whole.published, result].map(({ files }) => frameHashes(join(files, `${name}.mp4`))),
      );
      assert.ok(all && part);
      const start = Math.round((startMs / 1000) * frameRate);
      const from = Math.ceil(start / gop) * gop;
      const to = Math.floor(Math.round((endMs / 1000) * frameRate) / gop) * gop;
      assert.ok(to > from);
      assert.deepEqual(part.slice(from - start, to - start), all.slice(from, to), name);
    }
  };

  it('is copied but for its edges', async () => {
    const whole = await publish({ name: 'grid.mp4', seconds: 10 });
    const wanted = { startMs: 1300, endMs: 7700 };
    const result = await trim(whole, wanted);
    assert.equal(result.encodes, 2);
    await assertTrimmed(result, whole, wanted);
    await assertCopied(result, whole, wanted);
    const again = { startMs: 4000, endMs: 10_000 };
    const onGrid = await trim(whole, again);
    assert.equal(onGrid.encodes, 0, 'nothing is encoded between two keyframes');
    await assertTrimmed(onGrid, whole, again);
    await assertCopied(onGrid, whole, again);
  });

  it('keeps every frame at 29.97 frames a second, with sound in two languages', async () => {
    const sounds = [tone({ seconds: 11 }), tone({ hertz: 660, seconds: 11, rate: 44_100 })];
    const languages = ['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=deu'];
    const encode264 = [
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-bf',
      '3',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
    ];
    const clip = { name: 'ntsc.mp4', rate: '30000/1001', seconds: 11, sound: sounds };
    const whole = await publish({ ...clip, encode: [...encode264, ...languages] });
    const wanted = { startMs: 1017, endMs: 8531 };
    const result = await trim(whole, wanted);
    assert.equal(result.encodes, 2);
    await assertTrimmed(result, whole, wanted);
    await assertCopied(result, whole, wanted);
  });

  it('is cut at the same instants in rungs of other rates, silent ones too', async () => {
    const whole = await publish({ name: 'sixty.mp4', rate: '60', seconds: 9, sound: false });
    const wanted = { startMs: 1950, endMs: 7050 };
    const result = await trim(whole, wanted);
    assert.equal(result.encodes, 2);
    assert.equal(result.publication?.hasAudio, false);
    await assertTrimmed(result, whole, wanted);
    await assertCopied(result, whole, wanted);
  });

  it('is encoded where copying is not possible: in one pass, and in chunks', async () => {
    const whole = await publish({ name: 'again.mp4', seconds: 9 });
    const wanted = { startMs: 1300, endMs: 7700 };
    const onePass = await bench.process(whole.clip, { videoId: 'one-pass', trim: wanted });
    await assertTrimmed(onePass, whole, wanted);
    const inChunks = await bench.process(whole.clip, { videoId: 'chunks', trim: wanted, chunkSeconds: 2 });
    assert.ok(inChunks.encodes > 1);
    await assertTrimmed(inChunks, whole, wanted);
    const short = { startMs: 2100, endMs: 3900 };
    const tooShort = await trim(whole, short);
    assert.equal(tooShort.encodes, 1, 'no whole GOP lies between');
    const otherPlan = await publish({ name: 'other.mp4', seconds: 2, size: '426x240' });
    const strange = await trim(whole, wanted, { whole: otherPlan.published.publication?.prefix ?? '' });
    assert.equal(strange.encodes, 1);
    await assertTrimmed(strange, whole, wanted);
  });

  it('is encoded where the rate varies', async () => {
    const encodeVaried = ['-fps_mode', 'vfr', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
    const filter = "select='not(between(mod(n,30),20,23))'";
    const whole = await publish({ name: 'varied.mp4', seconds: 8, filter, encode: encodeVaried });
    const wanted = { startMs: 1300, endMs: 6700 };
    const result = await trim(whole, wanted);
    assert.equal(result.encodes, 1);
    await assertTrimmed(result, whole, wanted);
  });

  it('is made again from the start when its worker was killed', async () => {
    const whole = await publish({ name: 'killed.mp4', seconds: 8 });
    const wanted = { startMs: 1300, endMs: 7400 };
    const stop = new AbortController();
    const options = { encode: 40, lastAttempt: false };
    const first = trim(whole, wanted, {
      ...options,
      signal: stop.signal,
      onStatus: (status) => {
        if (status.type === 'progress' && status.progress.stage === 'publishing')
          stop.abort(new Error('killed by the test'));
      },
    });
    await assert.rejects(first, /killed by the test/);
    const result = await trim(whole, wanted, options);
    await assertTrimmed(result, whole, wanted);
    await assertCopied(result, whole, wanted);
  });

  it('shows nothing of what was cut in its pictures', async () => {
    const filter = "drawbox=c=red:t=fill:enable='lt(t,3)+gt(t,9)'";
    const whole = await publish({ name: 'secret.mp4', seconds: 12, filter });
    const result = await trim(whole, { startMs: 3100, endMs: 8900 });
    const vtt = await readFile(join(result.files, 'storyboard.vtt'), 'utf8');
    assert.match(vtt, /^00:00:00\.000 --> 00:00:00\.900$/m);
    assert.match(vtt, /--> 00:00:05\.800$/m);
    for (const file of (await readdir(result.files)).filter((name) => name.endsWith('.jpg')))
      assert.ok((await redness(join(result.files, file))) < 0.9, file);
  });
});
