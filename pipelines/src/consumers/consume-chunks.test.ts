import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import type { Queue } from '@vidkit/platform/ports/queue';

import { FfmpegTranscoder } from '../transcoders/ffmpeg/ffmpeg-transcoder.ts';
import { ChunkConsumer } from './consume-chunks.ts';

/** Counts who consumes; `down` lets it refuse that many times. */
const createQueue = ({ down = 0 } = {}) => {
  const state = { consumers: 0, refusals: down };
  const queue: Pick<Queue, 'consume'> = {
    consume: async () => {
      if (state.refusals-- > 0) throw new Error('no answer');
      state.consumers += 1;
      return {
        end: async () => {
          state.consumers -= 1;
        },
      };
    },
  };
  return { state, queue };
};

const createConsumer = (
  queue: Pick<Queue, 'consume'>,
  stopping = new AbortController().signal,
): ChunkConsumer =>
  new ChunkConsumer({
    queue,
    stopping,
    concurrency: 1,
    store: new DiskObjectStore({ root: '/nowhere', publicUrl: 'http://localhost', keys: ['test'] }),
    transcoder: new FfmpegTranscoder({ ffmpeg: 'ffmpeg' }),
    ffprobe: 'ffprobe',
    scratchDir: '',
    maxDurationMs: 1000,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('ChunkConsumer', () => {
  it('takes none while anything is made that somebody waits for', async () => {
    const { state, queue } = createQueue();
    const chunks = createConsumer(queue);
    await chunks.start();
    assert.equal(state.consumers, 1);
    const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const both = [chunks.setAside(() => first.promise), chunks.setAside(() => second.promise)];
    await until(() => state.consumers === 0);
    first.resolve('made');
    assert.equal(await both[0], 'made');
    assert.equal(state.consumers, 0);
    second.reject(new Error('failed'));
    await assert.rejects(both[1] ?? Promise.resolve(), /failed/);
    await until(() => state.consumers === 1);
  });

  it('goes on asking a queue that does not answer, and keeps nobody waiting for it', async () => {
    const { state, queue } = createQueue({ down: 1 });
    const chunks = createConsumer(queue);
    await chunks.start();
    assert.equal(state.consumers, 1);
    state.refusals = 1;
    assert.equal(await chunks.setAside(async () => 1), 1);
    assert.equal(state.consumers, 0);
    await until(() => state.consumers === 1);
  });

  it('ends with the process', async () => {
    const { state, queue } = createQueue({ down: 1000 });
    const stopping = new AbortController();
    const started = createConsumer(queue, stopping.signal).start();
    stopping.abort();
    await started;
    assert.equal(state.consumers, 0);
  });
});
