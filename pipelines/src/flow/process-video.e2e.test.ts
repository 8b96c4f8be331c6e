import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { checkOutput } from '../steps/check/check-output.ts';
import { makeClip } from '../testing/clips.ts';
import { readPicture } from '../testing/measure.ts';
import { type Processed, Workbench } from '../testing/process-clip.ts';

describe('processVideo', () => {
  let folder = '';
  let bench: Workbench;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-process-'));
    bench = new Workbench(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const sizes = ({ publication }: Processed) =>
    publication?.renditions.map(({ width, height }) => `${width}x${height}`);
  const assertSound = async (result: Processed) => {
    assert.equal(result.failure, null);
    assert.deepEqual(await checkOutput(result.files, 'master.m3u8'), []);
    assert.deepEqual(result.leftovers, []);
    const percents = result.statuses.flatMap((status) =>
      status.type === 'progress' ? [status.progress.percent] : [],
    );
    assert.deepEqual(
      percents,
      [...percents].sort((a, b) => a - b),
    );
  };

  it('publishes a 1080p clip early, then whole', async () => {
    const clip = await makeClip({ folder, name: 'land.mp4', size: '1920x1080', seconds: 2.4 });
    const result = await bench.process(clip);
    await assertSound(result);
    const published = result.statuses.flatMap((status) => ('publication' in status ? [status] : []));
    const [first] = published;
    const last = published.at(-1);
    assert.equal(first?.type, 'playable');
    assert.deepEqual(
      first.publication.renditions.map(({ name }) => name),
      ['360'],
    );
    assert.equal(last?.type, 'complete');
    assert.deepEqual([first.publication.revision, last.publication.revision], [11, 12]);
    const small = ['640x360', '426x240', '426x240'];
    assert.deepEqual(sizes(result), ['1920x1080', '1280x720', '854x480', ...small]);
    assert.equal(last.publication.hasAudio, true);
    assert.match(last.publication.poster?.color ?? '', /^#[0-9a-f]{6}$/);
    for (const { name } of last.publication.renditions) {
      assert.equal((await readPicture(join(result.files, `${name}.mp4`))).frames, 72);
    }
    const vtt = await readFile(join(result.files, 'storyboard.vtt'), 'utf8');
    assert.equal(vtt.match(/#xywh=/g)?.length, 3);
  });

  it('gives up on what has ended its worker time and again', async () => {
    const clip = await makeClip({ folder, name: 'heavy.mp4', size: '320x180', seconds: 1 });
    const result = await bench.process(clip, { attempt: 21, lastAttempt: false });
    assert.equal(result.failure?.code, 'out_of_resources');
  });

  it('announces a finished video again without encoding it again', async () => {
    const clip = await makeClip({ folder, name: 'again.mp4', size: '320x180', seconds: 1 });
    const first = await bench.process(clip, { videoId: 'again' });
    const second = await bench.process(clip, { videoId: 'again' });
    assert.deepEqual(
      second.statuses.map(({ type }) => type),
      ['complete'],
    );
    assert.deepEqual(second.publication, first.publication);
  });

  it('stops in the middle of an encode and leaves nothing behind', async () => {
    const clip = await makeClip({ folder, name: 'stop.mp4', size: '1280x720', seconds: 12 });
    const stop = new AbortController();
    const percents: number[] = [];
    const running = bench.process(clip, {
      signal: stop.signal,
      lastAttempt: false,
      onStatus: (status) => {
        if (status.type === 'progress') percents.push(status.progress.percent);
        if (percents.some((percent) => percent > 0)) stop.abort(new Error('stopped by the test'));
      },
    });
    await assert.rejects(running, /stopped by the test/);
    assert.ok(
      percents.every((percent) => percent < 90),
      percents.join(', '),
    );
    assert.deepEqual(await readdir(join(folder, 'scratch')), []);
  });

  it('says when a source is no longer there', async () => {
    const clip = join(folder, 'gone.mp4');
    await writeFile(clip, 'x');
    const result = await bench.process(clip, { sourceKey: 'u/gone' });
    assert.equal(result.failure?.code, 'source_missing');
  });
});
