import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { DiskColdStore } from '@vidkit/platform/local/disk-cold-store';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { v7 as uuidv7 } from 'uuid';

import { startTestApi, type TestApi, type TestPerson } from '../testing/test-api.ts';
import { readyVideo, uploadBytes } from '../testing/uploading.ts';
import { WorkerStandIn } from '../testing/worker-stand-in.ts';

describe('StorageAudit', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let objects: DiskObjectStore;

  before(async () => {
    api = await startTestApi({ DELETE_GRACE_DAYS: '0' });
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
    objects = new DiskObjectStore({
      root: join(api.dataDir, 'objects'),
      publicUrl: api.url,
      keys: ['unused'],
    });
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const has = (key: string): Promise<boolean> =>
    objects.head(key).then(
      () => true,
      () => false,
    );
  const nothing = {
    orphanFolders: 0,
    orphanSources: 0,
    oldRevisions: 0,
    oldPlaylists: 0,
    oldPosters: 0,
    missingPosters: 0,
    orphanMedia: 0,
    missingSources: 0,
    missingPublications: 0,
  };
  const day = 86_400_000;
  const audit = (olderThanMs = -1000) => api.product.audit.run({ olderThanMs });

  it('leaves a healthy store as it is', async () => {
    const id = await readyVideo(ada, worker);
    await uploadBytes(ada);
    assert.deepEqual(await audit(), nothing);
    assert.ok((await has(`v/${id}/11/master.m3u8`)) && (await has(`sources/${id}`)));
  });

  it('removes objects that no video calls its own, once they are old enough', async () => {
    const nobody = uuidv7();
    await objects.put(`v/${nobody}/11/master.m3u8`, 'x', 'text/plain');
    await objects.put(`sources/${nobody}`, 'x', 'text/plain');
    await objects.put(`archive/sources/${nobody}`, 'x', 'text/plain');
    // What rests has had its row for long: it needs no age.
    assert.deepEqual(await audit(day), { ...nothing, orphanSources: 1 });
    assert.deepEqual(await objects.list('archive/'), []);
    assert.deepEqual(await audit(), { ...nothing, orphanFolders: 1, orphanSources: 1 });
    assert.equal(await has(`v/${nobody}/11/master.m3u8`), false);
  });

  it('removes posters that are not shown and pictures that nobody waits for, and notices a shown one that is gone', async () => {
    const id = await readyVideo(ada, worker);
    const shown = `v/${id}/poster-2/`;
    for (const key of [`v/${id}/poster-1/poster.jpg`, `${shown}poster.jpg`, `pictures/${id}/old`])
      await objects.put(key, 'x', 'image/jpeg');
    const poster = { prefix: shown, file: 'poster.jpg', width: 2, height: 2, sources: [], bytes: 1 };
    const row = api.product.knex('video').where({ id });
    await row
      .clone()
      .update({ poster: JSON.stringify(poster), poster_number: 2, poster_choice: '{"kind":"x"}' });
    assert.deepEqual(await audit(day), nothing);
    assert.deepEqual(await audit(), { ...nothing, oldPosters: 2 });
    assert.deepEqual(
      [await has(`v/${id}/poster-1/poster.jpg`), await has(`${shown}poster.jpg`)],
      [false, true],
    );

    await objects.deletePrefix(shown);
    assert.deepEqual(await audit(), { ...nothing, missingPosters: 1 });
    assert.deepEqual(await row.clone().first('poster', 'poster_choice'), {
      poster: null,
      poster_choice: null,
    });
  });

  it('removes replaced revisions and originals', async () => {
    const id = await readyVideo(ada, worker);
    const { upload, parts } = await uploadBytes(ada, 500, { videoId: id });
    await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    assert.deepEqual(
      await audit(),
      { ...nothing, orphanSources: 1 },
      'what plays stays until there is something newer',
    );
    const publication = await worker.publication(id, 22);
    await worker.publication(id, 31);
    await api.product
      .knex('video')
      .where({ id })
      .update({ publication: JSON.stringify(publication), status: 'ready' });
    assert.equal((await audit(day)).oldRevisions, 0);
    assert.deepEqual(await audit(), { ...nothing, oldRevisions: 1 });
    assert.deepEqual(await objects.listFolders(`v/${id}/`), [`v/${id}/22/`, `v/${id}/31/`]);
  });

  it('finishes an archiving and a restore that were cut short', async () => {
    const id = await readyVideo(ada, worker);
    const cold = new DiskColdStore({ objects, restoreSeconds: 0 });
    await api.product.knex('video').where({ id }).update({ source_state: 'archived' });
    assert.deepEqual(await audit(), nothing);
    assert.deepEqual([await has(`sources/${id}`), await cold.list()], [false, [`sources/${id}`]]);
    await objects.put(`sources/${id}`, 'back', 'video/mp4');
    await api.product.knex('video').where({ id }).update({ source_state: 'stored' });
    assert.deepEqual(await audit(), { ...nothing, orphanSources: 1 });
    assert.deepEqual([await has(`sources/${id}`), await cold.list()], [true, []]);
  });

  it('says that an original is gone, and encodes again what was published', async () => {
    const [sourceless, fileless] = [await readyVideo(ada, worker), await readyVideo(ada, worker)];
    await objects.delete(`sources/${sourceless}`);
    await objects.deletePrefix(`v/${fileless}/`);
    assert.deepEqual(await audit(), { ...nothing, missingSources: 1, missingPublications: 1 });
    const get = (id: string) => ada.client.call('getVideo', { params: { id } });
    assert.equal((await get(sourceless)).source?.state, 'missing');
    assert.equal((await get(fileless)).status, 'processing');
    assert.deepEqual(await audit(), nothing);
  });

  it('touches nothing when store and database do not belong together', async () => {
    const strangers = Array.from({ length: 40 }, () => uuidv7());
    for (const id of strangers) await objects.put(`v/${id}/11/master.m3u8`, 'x', 'text/plain');
    assert.deepEqual(await audit(), nothing);
    for (const id of strangers) await objects.deletePrefix(`v/${id}/`);
  });

  it('finds nothing left of a video that was deleted', async () => {
    const id = await readyVideo(ada, worker);
    await objects.put(`archive/sources/${id}`, 'x', 'text/plain');
    await ada.client.call('deleteVideo', { params: { id } });
    await api.product.janitor.run();
    assert.equal(await api.product.knex('video').where({ id }).first('id'), undefined);
    for (const prefix of [`v/${id}/`, `sources/${id}`, `archive/sources/${id}`])
      assert.deepEqual(await objects.list(prefix), []);
  });
});
