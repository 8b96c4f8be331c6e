import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Video } from '@vidkit/contracts/schemas/video';
import { DiskColdStore } from '@vidkit/platform/local/disk-cold-store';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { changeVideo, readyVideo, uploadBytes } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

describe('the life of what is published', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let eve: TestPerson;
  let objects: DiskObjectStore;
  let cold: DiskColdStore;

  before(async () => {
    api = await startTestApi({ ARCHIVE_VIDEO_AFTER_DAYS: '30', DELETE_GRACE_DAYS: '0' });
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
    eve = await api.person('Eve');
    objects = new DiskObjectStore({
      root: join(api.dataDir, 'objects'),
      publicUrl: api.url,
      keys: ['unused'],
    });
    cold = new DiskColdStore({ objects, restoreSeconds: 0 });
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const mediaOf = (id: string): string => `v/${id}/11/360.mp4`;
  const get = (id: string): Promise<Video> => ada.client.call('getVideo', { params: { id } });
  const play = (id: string, client = api.visitor) => client.call('getPlayback', { params: { id } });
  const archive = (id: string, person = ada) => person.client.call('archiveVideo', { params: { id } });
  const restore = (id: string, client = api.visitor) => client.call('unarchiveVideo', { params: { id } });
  const isHot = (id: string): Promise<boolean> => worker.has(mediaOf(id));
  const isCold = async (id: string): Promise<boolean> => (await cold.list()).includes(mediaOf(id));
  const video = async (): Promise<string> => {
    const id = await readyVideo(ada, worker);
    await changeVideo(ada, id, { visibility: 'public' });
    return id;
  };
  /** Uploaded, published and last seen so many days ago. */
  const age = (id: string, days: number) =>
    api.product.knex.raw(
      `update video set created_at = now() - v.age, progress_at = now() - v.age, viewed_at = null
        from (select ? * interval '1 day' as age) v where id = ?`,
      [days, id],
    );
  /** As if the last right to read that was given before had ended. */
  const rightsEnd = (id: string) =>
    api.product.knex('archived_ladder').where({ video_id: id }).update({ leaves_at: new Date() });
  const archived = async (): Promise<string> => {
    const id = await video();
    await archive(id);
    await rightsEnd(id);
    await api.product.janitor.run();
    assert.deepEqual([await isHot(id), await isCold(id)], [false, true]);
    return id;
  };
  const ready = async (id: string): Promise<void> => {
    const deadline = Date.now() + 30_000;
    while (!(await get(id)).playable) {
      assert.ok(Date.now() < deadline, 'the video came back');
      await sleep(50);
      await api.product.janitor.run();
    }
  };

  it('rests when nobody watched for long; what is seen before playing stays', async () => {
    const id = await video();
    await age(id, 31);
    const frames = await readFrames(ada.client, 'followVideo', { id });
    await api.product.janitor.run();
    await frames.until((frame) => frame.type === 'video' && frame.status === 'archived' && !frame.playable);
    frames.stop();
    assert.equal(await isHot(id), true, 'rights that were given before still hold');
    await rightsEnd(id);
    await api.product.janitor.run();
    assert.deepEqual([await isHot(id), await isCold(id)], [false, true]);
    const { status, playable, readyAt, durationMs, posterUrl } = await api.visitor.call('getVideo', {
      params: { id },
    });
    assert.deepEqual([status, playable, readyAt, durationMs], ['archived', false, null, 8000]);
    assert.equal((await fetch(posterUrl ?? '')).status, 200);
    await rejectsWith(play(id), 'video_archived');
    await rejectsWith(play(id, ada.client), 'video_archived');
    const { items } = await ada.client.call('listVideos', { query: { status: 'archived', limit: 100 } });
    assert.ok(items.some((item) => item.id === id));
    for (const page of [`watch/${id}`, `embed/${id}`, `oembed?url=${api.url}/watch/${id}`])
      assert.equal((await fetch(`${api.url}/${page}`)).status, 200, page);
    assert.deepEqual((await api.visitor.call('getTexts', { params: { id } })).captions, []);
  });

  it('stays while people watch it, while it is made, and while it waits for its time', async () => {
    const [watched, scheduled, previewed] = [await video(), await video(), await video()];
    for (const id of [watched, scheduled, previewed]) await age(id, 31);
    await changeVideo(ada, scheduled, {
      visibility: 'scheduled',
      publishAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await play(watched);
    await play(previewed, ada.client);
    const { upload, parts } = await uploadBytes(ada);
    await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    await age(upload.videoId, 31);
    await api.product.janitor.run();
    assert.deepEqual(
      [(await get(watched)).status, (await get(scheduled)).status, (await get(upload.videoId)).status],
      ['ready', 'ready', 'processing'],
    );
    assert.equal((await get(previewed)).status, 'archived', 'its owner is no audience');
    await rejectsWith(archive(watched), 'archive_unavailable');
    await rejectsWith(archive(upload.videoId), 'archive_unavailable');
  });

  it('is archived by its owner alone, and asking twice is asking once', async () => {
    const id = await video();
    await rejectsWith(archive(id, eve), 'not_found');
    await rejectsWith(api.visitor.call('archiveVideo', { params: { id } }), 'unauthenticated');
    await rejectsWith(archive('not-an-id'), 'not_found');
    await rejectsWith(archive('01990000-0000-7000-8000-000000000009'), 'not_found');
    const first = await archive(id);
    const again = await archive(id);
    assert.deepEqual([first.status, again.version], ['archived', first.version]);
  });

  it('comes back when a visitor asks for it, and plays as before', async () => {
    const id = await archived();
    const frames = await readFrames(api.visitor, 'followVideo', { id });
    const asked = await restore(id);
    assert.ok(Date.parse(asked.readyAt ?? '') <= Date.now() || asked.status === 'ready');
    await restore(id);
    await frames.until((frame) => frame.type === 'video' && frame.status === 'restoring');
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready' && frame.playable);
    frames.stop();
    const { hlsUrl } = await play(id);
    assert.equal(await (await fetch(hlsUrl.replace('master.m3u8', '360.mp4'))).text(), '0123456789');
    assert.equal(await isCold(id), false);
    await api.product.janitor.run();
    assert.equal((await get(id)).status, 'ready', 'what was just asked for stays');
    assert.equal((await restore(id)).status, 'ready');
  });

  it('comes back for nobody who may not play it', async () => {
    const id = await archived();
    await changeVideo(ada, id, { visibility: 'private' });
    await rejectsWith(restore(id), 'not_found');
    await rejectsWith(restore(id, eve.client), 'not_found');
    await rejectsWith(restore('not-an-id'), 'not_found');
    await changeVideo(ada, id, { visibility: 'public', embedOrigins: ['https://friends.example'] });
    await rejectsWith(restore(id), 'origin_not_allowed');
    assert.equal((await get(id)).status, 'archived');
    await restore(id, ada.client);
    await ready(id);
  });

  it('completes from every state that a kill can leave behind', async () => {
    // On the way out: the row alone, a copy beside the object, the object gone and the row not told.
    const out = [await video(), await video(), await video()] as const;
    for (const id of out) {
      await archive(id);
      await rightsEnd(id);
    }
    await objects.put(`archive/${mediaOf(out[1])}`, '0123456789', 'video/mp4');
    await cold.archive(mediaOf(out[2]));
    await api.product.janitor.run();
    for (const id of out) assert.deepEqual([await isHot(id), await isCold(id)], [false, true]);

    // On the way back: nothing moved, both there, moved and the row not told. And asked for before anything had left.
    const back = [...out, await video()];
    await archive(back[3] ?? '');
    await api.product
      .knex('archived_ladder')
      .whereIn('video_id', back)
      .update({ ready_at: new Date(Date.now() - 1000) });
    await objects.put(mediaOf(out[1]), '0123456789', 'video/mp4');
    await cold.fetch(mediaOf(out[2]));
    for (const id of back) {
      await ready(id);
      assert.deepEqual([await isHot(id), await isCold(id), (await get(id)).status], [true, false, 'ready']);
    }
    assert.deepEqual(await api.product.knex('archived_ladder').whereIn('video_id', back), []);
  });

  it('bears two janitors at once, and a restore while it leaves', async () => {
    const ids = [await video(), await video(), await video()];
    for (const id of ids) await age(id, 40);
    const round = () => Promise.all([api.product.janitor.run(), api.product.janitor.run()]);
    await round();
    for (const id of ids) await rightsEnd(id);
    await Promise.all([round(), ...ids.map((id) => restore(id))]);
    for (const id of ids) {
      await ready(id);
      assert.deepEqual([await isHot(id), await isCold(id)], [true, false]);
      assert.equal((await play(id)).revision, 11);
    }
  });

  it('is neither orphaned nor missing to the storage audit, which clears up after others', async () => {
    const [resting, replaced, forgotten] = [await archived(), await archived(), await archived()];
    const newer = await worker.publication(replaced, 22);
    await api.product
      .knex('video')
      .where({ id: replaced })
      .update({ publication: JSON.stringify(newer), whole: JSON.stringify(newer), status: 'ready' });
    assert.equal((await play(replaced)).revision, 22, 'what replaced it plays at once');
    await api.product.knex('archived_ladder').where({ video_id: forgotten }).delete();
    const report = await api.product.audit.run({ olderThanMs: 86_400_000 });
    assert.deepEqual(
      [report.orphanMedia, report.orphanSources, report.orphanFolders, report.missingPublications],
      [1, 0, 0, 0],
    );
    assert.deepEqual([await isHot(resting), await isCold(resting)], [false, true]);
    assert.deepEqual([await isHot(forgotten), await isCold(forgotten)], [true, false]);
    assert.equal(await isCold(replaced), false);
    assert.equal(
      await api.product.knex('archived_ladder').where({ video_id: replaced }).first('keys'),
      undefined,
    );
  });

  it('is encoded again when its media did not come back', async () => {
    const id = await archived();
    await cold.delete(mediaOf(id));
    await restore(id);
    const deadline = Date.now() + 30_000;
    while ((await get(id)).status !== 'processing') {
      assert.ok(Date.now() < deadline, 'the encode began');
      await sleep(50);
      await api.product.janitor.run();
    }
  });

  it('comes back when it is encoded again; a trim and a moment for the poster have to wait for it', async () => {
    const id = await archived();
    const { version } = await get(id);
    await rejectsWith(ada.client.call('getTrim', { params: { id } }), 'video_archived');
    const trim = { startMs: 1000, endMs: 5000 };
    await rejectsWith(
      ada.client.call('putTrim', { params: { id }, ifMatch: version, body: { trim } }),
      'video_archived',
    );
    const moment = { kind: 'moment', atMs: 1000 } as const;
    await rejectsWith(
      ada.client.call('putPoster', { params: { id }, ifMatch: version, body: moment }),
      'video_archived',
    );
    assert.equal((await ada.client.call('reprocessVideo', { params: { id } })).status, 'processing');
    await ready(id);
    const { status, playable } = await get(id);
    assert.deepEqual([status, playable, await isHot(id)], ['processing', true, true]);
  });

  it('rests until it is asked for or replaced when another file takes its place', async () => {
    const id = await archived();
    const { upload, parts } = await uploadBytes(ada, 500, { videoId: id });
    await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    assert.deepEqual([(await get(id)).status, (await get(id)).playable], ['processing', false]);
    await rejectsWith(play(id), 'video_archived');
    const publication = await worker.publication(id, 22);
    const frames = await readFrames(ada.client, 'followVideo', { id });
    await worker.report({ type: 'complete', videoId: id, encode: 2, publication, warnings: [] });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready' && frame.playable);
    frames.stop();
    assert.equal((await play(id)).revision, 22);
  });

  it('leaves nothing behind when it is deleted, also on its way back', async () => {
    const [resting, restoring] = [await archived(), await archived()];
    await api.product
      .knex('archived_ladder')
      .where({ video_id: restoring })
      .update({ ready_at: new Date(Date.now() - 1000) });
    for (const id of [resting, restoring]) await ada.client.call('deleteVideo', { params: { id } });
    await rejectsWith(restore(resting), 'not_found');
    await api.product.janitor.run();
    for (const id of [resting, restoring]) {
      for (const prefix of [`v/${id}/`, `archive/v/${id}/`]) assert.deepEqual(await worker.keys(prefix), []);
      assert.deepEqual(await api.product.knex('archived_ladder').where({ video_id: id }), []);
    }
  });

  it('lets its original rest as well', async () => {
    const other = await startTestApi({ ARCHIVE_AFTER_DAYS: '30' });
    const stand = await WorkerStandIn.start(other);
    try {
      const person = await other.person('Ada');
      const id = await readyVideo(person, stand);
      await person.client.call('archiveVideo', { params: { id } });
      await other.product
        .knex('video')
        .where({ id })
        .update({ created_at: new Date(0), viewed_at: null, source_used_at: null });
      await other.product.janitor.run();
      const { status, source } = await person.client.call('getVideo', { params: { id } });
      assert.deepEqual([status, source?.state], ['archived', 'archived']);
    } finally {
      await stand.stop();
      await other.stop();
    }
  });

  it('takes the time that the archive needs, however often and by whomever it is asked for', async () => {
    const slow = await startTestApi({ ARCHIVE_RESTORE_SECONDS: '3600' });
    const stand = await WorkerStandIn.start(slow);
    try {
      const person = await slow.person('Ada');
      const id = await readyVideo(person, stand);
      await changeVideo(person, id, { visibility: 'unlisted' });
      await person.client.call('archiveVideo', { params: { id } });
      const ladder = slow.product.knex('archived_ladder').where({ video_id: id });
      await ladder.clone().update({ leaves_at: new Date() });
      await slow.product.janitor.run();
      const [one, two] = await Promise.all([restore(id, slow.visitor), restore(id, person.client)]);
      const { readyAt, status, version } = await restore(id, slow.visitor);
      assert.ok(Date.parse(readyAt ?? '') > Date.now() + 3_000_000);
      assert.deepEqual([status, two.status, one.status], ['restoring', 'restoring', 'restoring']);
      await slow.product.janitor.run();
      const waiting = await person.client.call('getVideo', { params: { id } });
      assert.deepEqual([waiting.playable, waiting.readyAt, waiting.version], [false, readyAt, version]);
      await rejectsWith(person.client.call('archiveVideo', { params: { id } }), 'archive_unavailable');
      await ladder.clone().update({ ready_at: new Date(Date.now() - 1000) });
      await slow.product.janitor.run();
      const back = await slow.visitor.call('getVideo', { params: { id } });
      assert.deepEqual([back.status, back.playable, back.readyAt], ['ready', true, null]);
    } finally {
      await stand.stop();
      await slow.stop();
    }
  });

  it('takes with it the whole of a trimmed video, and is not archived while its poster is cut', async () => {
    const id = await readyVideo(ada, worker, { trim: { startMs: 0, endMs: 4000 } });
    const whole = await worker.publication(id, 1);
    await api.product
      .knex('video')
      .where({ id })
      .update({ whole: JSON.stringify(whole), poster_state: 'making' });
    await rejectsWith(archive(id), 'archive_unavailable');
    await api.product.knex('video').where({ id }).update({ poster_state: 'ready' });
    await archive(id);
    await rightsEnd(id);
    await api.product.janitor.run();
    assert.deepEqual((await cold.list()).filter((key) => key.includes(id)).sort(), [
      `v/${id}/1/360.mp4`,
      mediaOf(id),
    ]);
  });
});
