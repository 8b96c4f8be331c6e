import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { ImportRequested, ImportStatus } from '@vidkit/contracts/events/import';
import type { ObjectStored } from '@vidkit/contracts/events/media';
import { PgBossQueue } from '@vidkit/platform/local/pg-boss-queue';
import { eventually } from '@vidkit/platform/testing/eventually';

import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';

const address = 'https://example.com/films/The_lost-harbour.mp4?token=1';

describe('imports', () => {
  let api: TestApi;
  let ada: TestPerson;
  let queue: PgBossQueue;
  const asked: ImportRequested[] = [];
  const stored: ObjectStored[] = [];

  before(async () => {
    api = await startTestApi();
    ada = await api.person('Ada');
    queue = new PgBossQueue({ connectionString: api.databaseUrl });
    await queue.start();
    const once = { concurrency: 1 };
    await queue.consume(
      'import-requested',
      async ({ message }) => void asked.push(message as ImportRequested),
      once,
    );
    await queue.consume(
      'object-stored',
      async ({ message }) => void stored.push(message as ObjectStored),
      once,
    );
  });
  after(async () => {
    await queue.stop(1000);
    await api.stop();
  });

  const begin = (url = address, idempotencyKey?: string) =>
    ada.client.call('importVideo', { body: { url }, ...(idempotencyKey && { idempotencyKey }) });
  const report = (status: ImportStatus) => queue.send('import-status', status);
  const video = (id: string) => ada.client.call('getVideo', { params: { id } });

  it('asks a worker for the file, and shows how far it is', async () => {
    const { videoId, status } = await begin();
    assert.equal(status, 'uploading');
    assert.equal((await video(videoId)).title, 'The lost harbour');
    await eventually(() => asked.some((one) => one.videoId === videoId && one.url === address));
    await report({ type: 'importing', videoId, bytes: 250, totalBytes: 1000 });
    await eventually(async () => (await video(videoId)).progress?.percent === 25);
  });

  it('hands the file to processing once, however often it is told', async () => {
    const { videoId } = await begin();
    const news = {
      type: 'imported',
      videoId,
      sourceKey: `sources/${videoId}`,
      sizeBytes: 77,
      fileName: 'film.mp4',
    } as const;
    await report(news);
    await report(news);
    await report({ type: 'import_failed', videoId, failure: { code: 'import_timeout', detail: 'late' } });
    await eventually(() => stored.some((one) => one.videoId === videoId));
    const { status, fileName, sizeBytes } = await video(videoId);
    assert.deepEqual([status, fileName, sizeBytes], ['processing', 'film.mp4', 77]);
    // News of one video are heard in their order: once this is, all before it were.
    await queue.send('encode-status', {
      type: 'progress',
      videoId,
      encode: 1,
      progress: { stage: 'probing', percent: 1, secondsLeft: null },
    });
    await eventually(async () => (await video(videoId)).progress?.percent === 1);
    assert.equal(stored.filter((one) => one.videoId === videoId).length, 1);
  });

  it('says why nothing came', async () => {
    const { videoId } = await begin();
    await report({ type: 'import_failed', videoId, failure: { code: 'import_refused', detail: 'No.' } });
    await eventually(async () => (await video(videoId)).status === 'failed');
    assert.equal((await video(videoId)).failure?.code, 'import_refused');
  });

  it('makes one video of a repeated request', async () => {
    assert.equal((await begin(address, 'k-1')).videoId, (await begin(address, 'k-1')).videoId);
  });

  it('refuses what is no address of the web, strangers and too many at once', async () => {
    for (const url of [
      '',
      'film.mp4',
      'file:///etc/passwd',
      'ftp://example.com/x',
      'javascript:1',
      `https://a.example/${'x'.repeat(2000)}`,
    ])
      await rejectsWith(begin(url), 'invalid_request');
    await rejectsWith(api.visitor.call('importVideo', { body: { url: address } }), 'unauthenticated');
    const reader = await api.person('Bob', ['videos:read']);
    await rejectsWith(reader.client.call('importVideo', { body: { url: address } }), 'insufficient_scope');
    const eve = await api.person('Eve');
    for (let made = 0; made < 20; made++) await eve.client.call('importVideo', { body: { url: address } });
    await rejectsWith(eve.client.call('importVideo', { body: { url: address } }), 'too_many_uploads');
  });
});
