import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { abandonChunks, encodeChunk } from './encode-chunk.ts';
import { checkOutput } from '../steps/check/check-output.ts';
import { usualChoices } from '../steps/encode-plan.ts';
import { readManifest } from '../steps/publish.ts';
import { makeClip } from '../testing/clips.ts';
import { readPicture, worstLikeness } from '../testing/measure.ts';
import { type Processed, Workbench } from '../testing/process-clip.ts';

describe('gatherChunks', () => {
  const seconds = 12.3;
  const frames = Math.ceil((seconds * 30_000) / 1001);
  let folder = '';
  let bench: Workbench;
  let clip = '';
  let whole: Processed;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-chunks-'));
    bench = new Workbench(folder);
    clip = await makeClip({ folder, name: 'clip.mp4', rate: '30000/1001', seconds });
    whole = await bench.process(clip);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const assertWhole = async (result: Processed): Promise<void> => {
    assert.equal(result.failure, null);
    assert.deepEqual(await checkOutput(result.files, 'master.m3u8'), []);
    assert.deepEqual(result.leftovers, []);
    for (const { name } of result.publication?.renditions ?? []) {
      const file = `${name}.mp4`;
      assert.equal((await readPicture(join(result.files, file))).frames, frames);
      const likeness = await worstLikeness(join(result.files, file), join(whole.files, file));
      assert.ok(likeness > 30, `${name} has a frame of ${likeness} dB`);
    }
  };

  it('shows the very frames that one pass shows', async () => {
    const chunks: number[] = [];
    const result = await bench.process(clip, {
      videoId: 'chunked',
      chunkSeconds: 4,
      onChunk: (index) => chunks.push(index),
    });
    assert.deepEqual(chunks, [0, 1, 2]);
    await assertWhole(result);
    assert.deepEqual(await bench.store.list('v/chunked/1-chunks/'), []);
  });

  it('goes on with the chunks that an attempt made before it was killed', async () => {
    const stop = new AbortController();
    const options = { videoId: 'resumed', chunkSeconds: 4 };
    const first = bench.process(clip, {
      ...options,
      signal: stop.signal,
      lastAttempt: false,
      onChunk: (index) => index === 2 && stop.abort(new Error('killed by the test')),
    });
    await assert.rejects(first, /killed by the test/);
    const chunks: number[] = [];
    const result = await bench.process(clip, { ...options, onChunk: (index) => chunks.push(index) });
    assert.deepEqual(chunks, [2]);
    await assertWhole(result);
  });

  it('passes over what waits of an encode that has failed, and leaves nothing of it', async () => {
    const prefix = 'v/failed/1-chunks/';
    await bench.store.put(`${prefix}00000-720.mp4`, 'made before', 'video/mp4');
    await abandonChunks(bench.store, prefix);
    const { size } = await bench.store.putFile('u/failed', clip, 'video/mp4');
    const source = {
      videoId: 'failed',
      encode: 1,
      sourceKey: 'u/failed',
      sizeBytes: size,
      fileName: 'clip.mp4',
    };
    const message = {
      ...source,
      trim: null,
      whole: null,
      askedAt: null,
      planId: 'any',
      choices: usualChoices,
      index: 1,
    };
    const chunk = { signal: new AbortController().signal, attempt: 1, lastAttempt: false };
    await encodeChunk(message, chunk, bench.ports);
    assert.deepEqual(
      (await bench.store.list(prefix)).map(({ key }) => key),
      [`${prefix}abandoned.json`],
    );
  });

  it('says that an encode has failed also where the store does not let its chunks go', async (t) => {
    t.mock.method(bench.store, 'list', () => Promise.reject(new Error('no answer')));
    const text = join(folder, 'text.mp4');
    await writeFile(text, 'no video at all');
    const { failure } = await bench.process(text, { videoId: 'text' });
    assert.equal(failure?.code, 'not_media');
  });

  it('encodes in one pass where a chunk cannot be made', async () => {
    const { planId = '' } = (await readManifest(bench.store, whole.publication?.prefix ?? '')) ?? {};
    const result = await bench.process(clip, {
      videoId: 'unseekable',
      chunkSeconds: 4,
      onChunk: (index) =>
        bench.store.put(
          `v/unseekable/1-chunks/0000${index}-result.json`,
          JSON.stringify({ planId, failed: true }),
          'application/json',
        ),
    });
    await assertWhole(result);
  });
});
