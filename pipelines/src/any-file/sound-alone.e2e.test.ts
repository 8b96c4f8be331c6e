import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { checkOutput } from '../steps/check/check-output.ts';
import { assertPictures } from '../testing/assert-playable.ts';
import { ffmpeg, tone } from '../testing/clips.ts';
import { colorAt, readSound } from '../testing/measure.ts';
import { Workbench } from '../testing/process-clip.ts';

describe('sound alone', () => {
  let bench: Workbench;
  before(async () => {
    bench = new Workbench(await mkdtemp(join(tmpdir(), 'vidkit-sound-')));
  });
  after(() => rm(bench.folder, { recursive: true, force: true }));

  const publish = async (name: string, encode: readonly string[], inputs: readonly string[] = []) => {
    const path = join(bench.folder, name);
    await ffmpeg(['-f', 'lavfi', '-i', tone({ seconds: 2 }), ...inputs, ...encode, path]);
    const result = await bench.process(path);
    const { publication, files } = result;
    assert.equal(result.failure, null);
    assert.ok(publication);
    assert.deepEqual(await checkOutput(files, publication.multivariant), []);
    assert.deepEqual([publication.hasVideo, publication.hasAudio], [false, true]);
    assert.deepEqual(publication.renditions, []);
    assert.ok(Math.abs(publication.durationMs - 2000) < 80, `lasts ${publication.durationMs} ms`);
    assert.doesNotMatch(
      await readFile(join(files, publication.multivariant), 'utf8'),
      /avc1|RESOLUTION|I-FRAME/,
    );
    const { loudness, beeps } = await readSound(join(files, 'audio-und.mp4'));
    assert.ok(Math.abs(loudness + 16) <= 0.5, `${loudness} LUFS`);
    assert.equal(beeps.length, 2);
    await assertPictures(result);
    return result;
  };

  for (const [name, ...encode] of [
    ['voice.m4a', '-c:a', 'aac'],
    ['song.mp3', '-c:a', 'libmp3lame'],
    ['take.wav'],
    ['take.flac'],
    ['note.ogg', '-c:a', 'libopus'],
    ['stream.aac', '-c:a', 'aac'],
  ] as const) {
    it(`${name} is published with its shape as the poster`, async () => {
      const { publication, files } = await publish(name, encode);
      assert.deepEqual([publication?.width, publication?.height], [1280, 720]);
      const [, , blue = 0] = await colorAt(join(files, 'poster.jpg'), { seconds: 0, x: 8, y: 8 });
      assert.ok(blue < 80, 'the corner is not dark');
    });
  }

  it('with a cover is published with that as the poster', async () => {
    const cover = join(bench.folder, 'cover.png');
    await ffmpeg(['-f', 'lavfi', '-i', 'color=c=red:s=300x300:d=1', '-frames:v', '1', cover]);
    const { publication, files } = await publish(
      'album.m4a',
      ['-map', '0:a', '-map', '1:v', '-c:a', 'aac', '-c:v', 'copy', '-disposition:v', 'attached_pic'],
      ['-i', cover],
    );
    assert.deepEqual([publication?.width, publication?.height], [300, 300]);
    const [red = 0] = await colorAt(join(files, 'poster.jpg'), { seconds: 0, x: 100, y: 100 });
    assert.ok(red > 230, 'the cover is not red');
  });
});
