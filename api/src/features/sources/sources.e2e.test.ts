import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { VideoSource } from '@vidkit/contracts/schemas/video';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { changeVideo, readyVideo, uploadBytes } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

describe('the life of an original', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let eve: TestPerson;

  before(async () => {
    api = await startTestApi({ ARCHIVE_AFTER_DAYS: '30', ARCHIVE_RESTORE_SECONDS: '1' });
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
    eve = await api.person('Eve');
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const sourceOf = async (id: string): Promise<VideoSource | null> =>
    (await ada.client.call('getVideo', { params: { id } })).source;
  const download = (id: string, person = ada) => person.client.call('downloadSource', { params: { id } });
  const restore = (id: string, person = ada) => person.client.call('restoreSource', { params: { id } });
  /** Uploaded and last seen so many days ago. */
  const age = (id: string, days: number) =>
    api.product.knex.raw(
      `update video set created_at = now() - ? * interval '1 day', viewed_at = null, source_used_at = null where id = ?`,
      [days, id],
    );
  const restored = async (id: string): Promise<void> => {
    const deadline = Date.now() + 60_000;
    while ((await sourceOf(id))?.state !== 'stored') {
      assert.ok(Date.now() < deadline, 'the original came back');
      await sleep(100);
      await api.product.janitor.run();
    }
  };

  it('is downloaded by its owner, under the name that it came with', async () => {
    const { upload, bytes, parts } = await uploadBytes(ada, 1000, { fileName: 'Été "1".mp4' });
    const id = upload.videoId;
    await rejectsWith(download(id), 'object_missing');
    await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    const { url, expiresAt } = await download(id);
    assert.ok(Date.parse(expiresAt) > Date.now());
    const answer = await fetch(url);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), bytes);
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      /^attachment; .*filename\*=UTF-8''%C3%89t%C3%A9%20_1_.mp4$/,
    );
    assert.equal((await fetch(url.replace('name=', 'name=x'))).status, 403);

    await rejectsWith(download(id, eve), 'not_found');
    await rejectsWith(api.visitor.call('downloadSource', { params: { id } }), 'unauthenticated');
    assert.equal(await eve.client.call('getVideo', { params: { id } }).catch(() => null), null);
  });

  it('rests when nobody watched for long, and comes back on request', async () => {
    const id = await readyVideo(ada, worker);
    const before = Buffer.from(await (await fetch((await download(id)).url)).arrayBuffer());
    await age(id, 31);
    const frames = await readFrames(ada.client, 'followVideo', { id });
    const { version } = await ada.client.call('getVideo', { params: { id } });
    await api.product.janitor.run();
    await frames.until((frame) => frame.type === 'video' && frame.version > version);
    frames.stop();
    assert.deepEqual(await sourceOf(id), { state: 'archived', readyAt: null });
    await rejectsWith(download(id), 'source_archived');
    const playback = await ada.client.call('getPlayback', { params: { id } });
    assert.equal((await fetch(playback.hlsUrl)).status, 200, 'viewers notice nothing');

    await rejectsWith(restore(id, eve), 'not_found');
    const asked = await restore(id);
    assert.equal(asked.source?.state, 'restoring');
    assert.ok(Date.parse(asked.source.readyAt ?? '') > Date.now() - 60_000);
    assert.deepEqual((await restore(id)).source, asked.source, 'asking again does not begin again');
    await restored(id);
    const after = Buffer.from(await (await fetch((await download(id)).url)).arrayBuffer());
    assert.deepEqual(after, before);
    await api.product.janitor.run();
    assert.equal((await sourceOf(id))?.state, 'stored', 'what was just needed stays');
  });

  it('stays while people watch, and while the video is not ready', async () => {
    const watched = await readyVideo(ada, worker);
    const previewed = await readyVideo(ada, worker);
    await changeVideo(ada, watched, { visibility: 'unlisted' });
    await age(watched, 31);
    await age(previewed, 31);
    await api.visitor.call('getPlayback', { params: { id: watched } });
    await ada.client.call('getPlayback', { params: { id: previewed } });
    const { upload, parts } = await uploadBytes(ada);
    await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    await age(upload.videoId, 31);
    await api.product.janitor.run();
    assert.equal((await sourceOf(watched))?.state, 'stored');
    assert.equal((await sourceOf(previewed))?.state, 'archived', 'its owner is no audience');
    assert.equal((await sourceOf(upload.videoId))?.state, 'stored');
  });

  it('is called missing when it is nowhere, and the others rest all the same', async () => {
    const [gone, other] = [await readyVideo(ada, worker), await readyVideo(ada, worker)];
    await rm(join(api.dataDir, 'objects/objects/sources', `@${gone}`));
    await age(gone, 32);
    await age(other, 31);
    await api.product.janitor.run();
    assert.deepEqual(
      [(await sourceOf(gone))?.state, (await sourceOf(other))?.state],
      ['missing', 'archived'],
    );
    await rejectsWith(download(gone), 'object_missing');
    await rejectsWith(restore(gone), 'object_missing');
  });

  it('is brought back before it is encoded again', async () => {
    const id = await readyVideo(ada, worker);
    await age(id, 31);
    await api.product.janitor.run();
    const asked = await ada.client.call('reprocessVideo', { params: { id } });
    assert.deepEqual([asked.status, asked.source?.state], ['ready', 'restoring']);
    await restored(id);
    const deadline = Date.now() + 60_000;
    while ((await ada.client.call('getVideo', { params: { id } })).status !== 'processing') {
      assert.ok(Date.now() < deadline, 'the encode began');
      await sleep(50);
    }
  });

  it('is replaced by another file; id, comments and what plays stay', async () => {
    const id = await readyVideo(ada, worker);
    const old = await ada.client.call('getPlayback', { params: { id } });
    await ada.client.call('createComment', { params: { id }, body: { body: 'First!' } });
    await rejectsWith(
      eve.client.call('createUpload', { body: { fileName: 'x.mp4', size: 10, videoId: id } }),
      'not_found',
    );
    const given = await ada.client.call('createUpload', {
      body: { fileName: 'x.mp4', size: 10, videoId: id },
    });
    await ada.client.call('abortUpload', { params: { id: given.id } });
    assert.equal(
      (await ada.client.call('getVideo', { params: { id } })).status,
      'ready',
      'giving up keeps the video',
    );

    const { upload, bytes, parts } = await uploadBytes(ada, 2000, { videoId: id, fileName: 'second.mp4' });
    assert.equal(upload.videoId, id);
    assert.notEqual(upload.id, id);
    const done = await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    assert.deepEqual(done, { videoId: id, status: 'processing' });
    const video = await ada.client.call('getVideo', { params: { id } });
    assert.deepEqual(
      [video.fileName, video.sizeBytes, video.playable, video.comments],
      ['second.mp4', 2000, true, 1],
    );
    assert.equal((await ada.client.call('getPlayback', { params: { id } })).revision, old.revision);
    assert.deepEqual(Buffer.from(await (await fetch((await download(id)).url)).arrayBuffer()), bytes);

    const frames = await readFrames(ada.client, 'followVideo', { id });
    await worker.report({
      type: 'complete',
      videoId: id,
      encode: 2,
      publication: await worker.publication(id, 21),
      warnings: [],
    });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
    frames.stop();
    assert.equal((await ada.client.call('getPlayback', { params: { id } })).revision, 21);
    assert.equal((await fetch(old.hlsUrl)).status, 200, 'sessions of before go on');
  });

  it('is not replaced before the first one is there', async () => {
    const first = await ada.client.call('createUpload', { body: { fileName: 'x.mp4', size: 10 } });
    await rejectsWith(
      ada.client.call('createUpload', { body: { fileName: 'y.mp4', size: 10, videoId: first.videoId } }),
      'upload_unfinished',
    );
  });
});

describe('the storage of a creator', () => {
  let api: TestApi;
  before(async () => {
    api = await startTestApi({ QUOTA_BYTES: '2500' });
  });
  after(() => api.stop());

  const open = (person: TestPerson, size = 1000) =>
    person.client.call('createUpload', { body: { fileName: 'clip.mp4', size } });

  it('has an end, and a deleted video gives its part back', async () => {
    const ada = await api.person('Ada');
    assert.deepEqual((await ada.client.call('getMe')).storage, { usedBytes: 0, quotaBytes: 2500 });
    const { videoId } = await open(ada);
    await open(ada);
    assert.equal((await ada.client.call('getMe')).storage.usedBytes, 2000);
    await rejectsWith(open(ada), 'quota_exceeded');
    await open(ada, 500);
    await rejectsWith(open(ada, 1), 'quota_exceeded');
    await ada.client.call('deleteVideo', { params: { id: videoId } });
    await open(ada);
    await open(await api.person('Eve'), 2500);
  });

  it('counts a replacement beside what it replaces, and uploads that begin together', async () => {
    const ada = await api.person('Ada');
    const { upload, parts } = await uploadBytes(ada);
    await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    const replace = (size: number) =>
      ada.client.call('createUpload', { body: { fileName: 'x.mp4', size, videoId: upload.videoId } });
    await rejectsWith(replace(1501), 'quota_exceeded');
    const { id } = await replace(1500);
    await rejectsWith(open(ada, 1), 'quota_exceeded');
    await ada.client.call('abortUpload', { params: { id } });
    const together = await Promise.allSettled(Array.from({ length: 5 }, () => open(ada, 700)));
    assert.equal(together.filter(({ status }) => status === 'fulfilled').length, 2);
  });
});
