import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { ObjectStoreError } from '@vidkit/platform/ports/object-store';

import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { putPart, uploadBytes } from '../../testing/uploading.ts';
import { UploadsRepository } from './uploads.repository.ts';

const file = { fileName: 'a.mp4', size: 1000, type: 'video/mp4' };

describe('what an upload reserves', () => {
  let api: TestApi;
  let ada: TestPerson;
  let store: DiskObjectStore;

  before(async () => {
    api = await startTestApi({ QUOTA_BYTES: '3500' });
    ada = await api.person('Ada');
    store = new DiskObjectStore({ root: join(api.dataDir, 'objects'), publicUrl: api.url, keys: ['key'] });
  });
  after(() => api.stop());

  const rows = () => api.product.knex('upload');
  const usedBytes = async (person = ada) => (await person.client.call('getMe')).storage.usedBytes;
  const isStored = async (id: string): Promise<boolean> => {
    const row = await new UploadsRepository(api.product.knex).find(id);
    assert.ok(row);
    return store.listParts(row.storage).then(
      () => true,
      (error: unknown) => {
        assert.ok(error instanceof ObjectStoreError && error.code === 'upload_missing');
        return false;
      },
    );
  };

  it('is reserved when it opens, also when many open at once', async () => {
    const greedy = await api.person('Greedy');
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () => greedy.client.call('createUpload', { body: file })),
    );
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 3);
    for (const one of asked) {
      if (one.status === 'rejected') assert.equal((one.reason as { code: string }).code, 'quota_exceeded');
    }
    assert.equal(await usedBytes(greedy), 3000);
    const kept = await rows().where({ owner_id: greedy.id });
    assert.equal(kept.length, 3);
  });

  it('is free again when it is given up, at once and in the store', async () => {
    const { upload } = await uploadBytes(ada);
    assert.equal(await usedBytes(), 1000);
    assert.ok(await isStored(upload.id));
    await ada.client.call('abortUpload', { params: { id: upload.id } });
    assert.equal(await usedBytes(), 0);
    assert.ok(!(await isStored(upload.id)));
  });

  it('is free again when nobody went on with it', async () => {
    const { upload, parts } = await uploadBytes(ada);
    await rows()
      .where({ id: upload.id })
      .update({ expires_at: new Date(0) });
    await api.product.janitor.run();
    assert.equal(await usedBytes(), 0);
    assert.ok(!(await isStored(upload.id)));
    const params = { id: upload.id };
    assert.equal((await ada.client.call('getUpload', { params })).state, 'expired');
    assert.deepEqual((await ada.client.call('listUploads')).items, []);
    await rejectsWith(ada.client.call('completeUpload', { params, body: { parts } }), 'upload_closed');
    await rejectsWith(ada.client.call('signParts', { params, body: { numbers: [1] } }), 'upload_closed');
  });

  it('is free again when the process died after the row was written', async () => {
    const { upload } = await uploadBytes(ada);
    await api.product.knex.transaction((trx) => new UploadsRepository(trx).end(upload.id, 'aborted'));
    assert.ok(await isStored(upload.id));
    await api.product.janitor.run();
    assert.ok(!(await isStored(upload.id)));
    const again = async () =>
      (await rows().where({ id: upload.id }).first<{ free_after: Date | null }>('free_after')).free_after;
    const last = await again();
    assert.ok(last !== null && last > new Date(), 'once more when its signed addresses are void');
    await rows()
      .where({ id: upload.id })
      .update({ free_after: new Date(0), ended_at: api.product.knex.raw(`now() - interval '2 hours'`) });
    await api.product.janitor.run();
    assert.equal(await again(), null);
  });

  it('lives on with every sign of life', async () => {
    const upload = await ada.client.call('createUpload', { body: file });
    const soon = new Date(Date.now() + 60_000);
    await rows().where({ id: upload.id }).update({ expires_at: soon });
    await ada.client.call('signParts', { params: { id: upload.id }, body: { numbers: [1] } });
    const { expiresAt } = await ada.client.call('getUpload', { params: { id: upload.id } });
    assert.ok(new Date(expiresAt) > new Date(soon.getTime() + 86_400_000));
    await ada.client.call('abortUpload', { params: { id: upload.id } });
  });

  it('takes a part in its exact size alone', async () => {
    const upload = await ada.client.call('createUpload', { body: file });
    const [part] = upload.parts;
    assert.ok(part);
    assert.equal(part.size, 1000);
    for (const length of [999, 1001, 0]) {
      await assert.rejects(putPart(part, Buffer.alloc(length)), /400 .*length_mismatch/s);
    }
    for (const [from, to] of [
      ['size=1000', 'size=1001'],
      [`/1?`, '/2?'],
    ] as const) {
      await assert.rejects(
        putPart({ ...part, url: part.url.replace(from, to) }, Buffer.alloc(1000)),
        /403 .*signature_invalid/s,
      );
    }
    await ada.client.call('abortUpload', { params: { id: upload.id } });
    await assert.rejects(putPart(part, Buffer.alloc(1000)), /404 .*object_missing/s);
  });
});

describe('the limit of open uploads', () => {
  let api: TestApi;
  before(async () => {
    api = await startTestApi();
  });
  after(() => api.stop());

  it('holds when many open at once', async () => {
    const person = await api.person('Hasty');
    const open = () => person.client.call('createUpload', { body: file });
    for (let count = 0; count < 47; count++) await open();
    const asked = await Promise.allSettled(Array.from({ length: 8 }, open));
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 3);
    for (const one of asked) {
      if (one.status === 'rejected') assert.equal((one.reason as { code: string }).code, 'too_many_uploads');
    }
  });

  it('tells what is accepted before the first byte', async () => {
    const limits = await api.visitor.call('getLimits');
    assert.ok(limits.maxFileBytes > 0 && limits.maxDurationMs > 0);
    assert.ok(limits.acceptedContainers.includes('mp4') && limits.acceptedContainers.includes('webm'));
    assert.ok(limits.refusedCodecs.includes('encv'));
  });
});
