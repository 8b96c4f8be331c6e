import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { startTestApi, type TestApi, type TestPerson } from '../testing/test-api.ts';
import { readyVideo, uploadBytes } from '../testing/uploading.ts';
import { WorkerStandIn } from '../testing/worker-stand-in.ts';
import { objectEventHandler } from './object-events.ts';

describe('objectEventHandler', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;

  before(async () => {
    // An archive that says: in an hour.
    api = await startTestApi({
      ARCHIVE_AFTER_DAYS: '30',
      ARCHIVE_VIDEO_AFTER_DAYS: '30',
      ARCHIVE_RESTORE_SECONDS: '3600',
      PLAYBACK_TTL_SECONDS: '1',
    });
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const eventually = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    const deadline = Date.now() + 20_000;
    while (!(await holds())) {
      assert.ok(Date.now() < deadline, what);
      await sleep(100);
    }
  };
  const sourceKeyOf = async (id: string): Promise<string> =>
    (await api.product.knex('video').where({ id }).first<{ source_key: string }>('source_key')).source_key;

  it('brings an original back as soon as the archive has it, and once', async () => {
    const id = await readyVideo(ada, worker);
    await api.product.knex.raw(
      `update video set created_at = now() - interval '31 days', viewed_at = null, source_used_at = null where id = ?`,
      [id],
    );
    await api.product.janitor.run();
    const video = await ada.client.call('restoreSource', { params: { id } });
    assert.equal(video.source?.state, 'restoring');
    await api.product.janitor.run();
    const state = async () => (await ada.client.call('getVideo', { params: { id } })).source?.state;
    assert.equal(await state(), 'restoring');
    const event = { type: 'object_restored', key: `archive/${await sourceKeyOf(id)}` } as const;
    await worker.tellOfObject(event);
    await worker.tellOfObject(event);
    await eventually('the original is back', async () => (await state()) === 'stored');
  });

  it('finishes the completion of a process that died after the object was whole', async () => {
    const { upload, parts } = await uploadBytes(ada);
    await api.product
      .knex('upload')
      .where({ id: upload.id })
      .update({
        state: 'completing',
        lease_until: api.product.knex.raw(`now() + interval '1 second'`),
        completion: JSON.stringify(parts),
      });
    const { storage_key: key } = await api.product
      .knex('upload')
      .where({ id: upload.id })
      .first<{ storage_key: string }>('storage_key');
    await worker.tellOfObject({ type: 'object_created', key });
    const state = async () => (await ada.client.call('getUpload', { params: { id: upload.id } })).state;
    await eventually('the upload is stored', async () => (await state()) === 'stored');
  });

  it('passes over what it does not know, and refuses what is no event', async () => {
    const told: string[] = [];
    const tell = async (key: string) => void told.push(key);
    const handle = objectEventHandler({
      uploads: { onObjectCreated: tell },
      sources: { onRestored: tell },
      ladders: { onRestored: tell },
    });
    const deliver = (message: unknown) =>
      handle({ message, attempt: 1, lastAttempt: false, signal: new AbortController().signal });
    for (const key of ['v/1/2/master.m3u8', 'work/1/1/encode.json', '../sources/1', 'Sources/1'])
      await deliver({ type: 'object_created', key });
    for (const key of ['sources/1', 'archive/', 'archive/v/1', 'archive/other/1'])
      await deliver({ type: 'object_restored', key });
    assert.deepEqual(told, []);
    await deliver({ type: 'object_restored', key: 'archive/v/7/2/h264-720.mp4' });
    await deliver({ type: 'object_restored', key: 'archive/sources/8' });
    await deliver({ type: 'object_created', key: 'sources/9' });
    assert.deepEqual(told, ['7', 'sources/8', 'sources/9']);
    for (const wrong of [
      null,
      {},
      { type: 'object_deleted', key: 'sources/1' },
      { type: 'object_created', key: 1 },
    ])
      await assert.rejects(deliver(wrong));
  });
});
