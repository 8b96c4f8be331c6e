import type { EncodeStatus } from '@vidkit/contracts/events/media';
import type { TranscriptionStatus } from '@vidkit/contracts/events/transcription';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { PgBossQueue } from '@vidkit/platform/local/pg-boss-queue';
import { loadSecrets } from '@vidkit/platform/local/secrets';
import { createTestDatabase, type TestDatabase } from '@vidkit/platform/testing/test-database';
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { readTrack } from '../steps/package/track.ts';
import { readGrowingPlaylist } from '../steps/growing/growing-playlist.ts';
import type { Delivery } from '@vidkit/platform/ports/queue';
import { readText } from '@vidkit/platform/ports/stored-text';
import { ffmpeg, makeClip, tone } from '../testing/clips.ts';
import { Workbench } from '../testing/process-clip.ts';
import type { StandInModel } from '../testing/whisper-stand-in.ts';

describe('worker', () => {
  let folder = '';
  let database: TestDatabase;
  let queue: PgBossQueue;
  let store: DiskObjectStore;
  const statuses: EncodeStatus[] = [];
  const workers: ChildProcess[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-worker-'));
    database = await createTestDatabase();
    const { objectKeys } = await loadSecrets(folder);
    store = new DiskObjectStore({
      root: join(folder, 'objects'),
      publicUrl: 'http://localhost',
      keys: objectKeys,
    });
    await store.start();
    queue = new PgBossQueue({ connectionString: database.url });
    await queue.start();
    await queue.consume('encode-status', async ({ message }) => void statuses.push(message as EncodeStatus), {
      concurrency: 1,
    });
  });
  after(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await queue.stop(1000);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const startWorker = async (settings: NodeJS.ProcessEnv = {}): Promise<ChildProcess> => {
    const worker = fork(join(import.meta.dirname, 'worker.ts'), {
      env: {
        ...process.env,
        ...settings,
        DATA_DIR: folder,
        DATABASE_URL: database.url,
        LOG_LEVEL: 'warn',
      },
    });
    workers.push(worker);
    assert.deepEqual(await Promise.race([once(worker, 'message'), once(worker, 'exit')]), [
      'ready',
      undefined,
    ]);
    return worker;
  };
  const send = async (clip: string): Promise<string> => {
    const videoId = randomUUID();
    const { size } = await store.putFile(`u/${videoId}`, clip, 'video/mp4');
    const message = { videoId, encode: 1, sourceKey: `u/${videoId}`, sizeBytes: size, fileName: 'clip.mp4' };
    await queue.send('object-stored', message, { key: videoId });
    return videoId;
  };
  const arrival = async (videoId: string, type: EncodeStatus['type']): Promise<EncodeStatus> => {
    for (let i = 0; i < 3000; i += 1) {
      const found = statuses.find((status) => status.videoId === videoId && status.type === type);
      if (found) return found;
      await sleep(100);
    }
    throw new Error(`${type} has not come; there were ${statuses.map((status) => status.type).join(', ')}`);
  };

  it('shares the chunks of a long video with others, of whom any may die', async () => {
    const clip = await makeClip({
      folder,
      name: 'long.mp4',
      size: '320x180',
      rate: '24',
      seconds: 62,
      sound: false,
    });
    const [first, second] = [await startWorker(), await startWorker()];
    const videoId = await send(clip);
    const results = async () =>
      (await store.list(`v/${videoId}/1-chunks/`)).filter(({ key }) => key.endsWith('result.json')).length;
    for (let i = 0; i < 3000 && (await results()) === 0; i += 1) await sleep(100);
    assert.ok((await results()) > 0, 'no chunk was made');
    first.kill('SIGKILL');
    const complete = await arrival(videoId, 'complete');
    assert.ok(complete.type === 'complete');
    const { prefix, renditions } = complete.publication;
    for (const { name } of renditions) {
      const { fragments } = await readTrack(await store.toFile(`${prefix}${name}.mp4`, folder));
      assert.equal(
        fragments.reduce((sum, { samples }) => sum + samples, 0),
        62 * 24,
      );
    }
    const exit = once(second, 'exit');
    second.kill('SIGTERM');
    await exit;
  });

  it('goes on in the codecs that were chosen, whatever it is configured to make', async () => {
    const clip = await makeClip({
      folder,
      name: 'codecs.mp4',
      size: '320x180',
      rate: '24',
      seconds: 62,
      sound: false,
    });
    const first = await startWorker({ VIDEO_CODECS: 'h264,av1' });
    const videoId = await send(clip);
    const chunks = async () =>
      (await store.list(`v/${videoId}/1-chunks/`)).filter(({ key }) => key.endsWith('-av1.mp4')).length;
    for (let i = 0; i < 3000 && (await chunks()) === 0; i += 1) await sleep(100);
    first.kill('SIGKILL');
    const second = await startWorker();
    const complete = await arrival(videoId, 'complete');
    assert.ok(complete.type === 'complete');
    const { prefix, renditions } = complete.publication;
    assert.deepEqual(
      renditions.map(({ name }) => name),
      ['180', '180-low', '180-av1'],
    );
    const { fragments } = await readTrack(await store.toFile(`${prefix}180-av1.mp4`, folder));
    assert.equal(
      fragments.reduce((sum, { samples }) => sum + samples, 0),
      62 * 24,
    );
    const exit = once(second, 'exit');
    second.kill('SIGTERM');
    await exit;
  });

  it('finishes after it was killed in the middle, and keeps what it had published', async () => {
    const clip = await makeClip({ folder, name: 'clip.mp4', size: '854x480', seconds: 12 });
    const first = await startWorker();
    const videoId = await send(clip);
    const early = await arrival(videoId, 'playable');
    first.kill('SIGKILL');
    assert.equal(
      statuses.some((status) => status.videoId === videoId && status.type === 'complete'),
      false,
    );
    const growing = async () =>
      readGrowingPlaylist((await readText(store, `v/${videoId}/11/360.growing.m3u8`)) ?? '');
    const made = await growing();

    const second = await startWorker();
    const complete = await arrival(videoId, 'complete');
    assert.ok(complete.type === 'complete' && early.type === 'playable');
    assert.equal(complete.publication.durationMs, early.publication.durationMs);
    assert.deepEqual(
      complete.publication.renditions.map(({ name }) => name),
      ['480', '360', '240', '240-low'],
    );
    assert.deepEqual((await growing()).slice(0, made.length), made);

    const exit = once(second, 'exit');
    second.kill('SIGTERM');
    assert.deepEqual(await exit, [0, null]);
    assert.deepEqual(
      (await readdir(join(folder, 'scratch'))).flatMap((name) =>
        name.includes(String(second.pid)) ? [name] : [],
      ),
      [],
    );
  });

  it('hears captions from the beginning after it was killed while it listened, and once', async () => {
    const heard: TranscriptionStatus[] = [];
    const take = ({ message }: Delivery) => Promise.resolve(void heard.push(message as TranscriptionStatus));
    await queue.consume('transcription-status', take, { concurrency: 1 });
    const until = async (type: TranscriptionStatus['type']): Promise<void> => {
      for (let i = 0; i < 3000 && !heard.some((status) => status.type === type); i += 1) await sleep(100);
    };
    const talk = join(folder, 'talk.m4a');
    await ffmpeg(['-f', 'lavfi', '-i', tone({ seconds: 2 }), '-c:a', 'aac', talk]);
    const videoId = randomUUID();
    const { publication, files } = await new Workbench(folder).process(talk, { videoId });
    assert.ok(publication);
    const { prefix, multivariant, durationMs } = publication;
    for (const name of await readdir(files))
      await store.putFile(`${prefix}${name}`, join(files, name), 'application/octet-stream');

    const model = join(folder, 'model.bin');
    const starts = join(folder, 'starts');
    const hears = (what: StandInModel) => writeFile(model, JSON.stringify({ ...what, starts }));
    await hears({ hangAt: 5 });
    const program = join(import.meta.dirname, '../testing/whisper-stand-in.ts');
    const settings = { TRANSCRIBER_MODEL: model, TRANSCRIBER_PATH: program };
    const first = await startWorker(settings);
    const message = { videoId, number: 1, prefix, multivariant, durationMs, language: null };
    await queue.send('transcription-wanted', message, { key: videoId });
    await until('transcribing');
    first.kill('SIGKILL');

    await hears({ segments: [{ from: 0, to: 2000, text: ' Here again.' }] });
    const second = await startWorker(settings);
    await until('transcribed');
    assert.deepEqual(
      heard.filter(({ type }) => type !== 'transcribing').map(({ type }) => type),
      ['transcribed'],
    );
    assert.match((await readText(store, `v/${videoId}/text/heard-1.vtt`)) ?? '', /Here again\./);
    assert.equal(await readFile(starts, 'utf8'), 'auto\nauto\n');
    const exit = once(second, 'exit');
    second.kill('SIGTERM');
    assert.deepEqual(await exit, [0, null]);
  });
});
