import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { ObjectStoreError, type ObjectStore } from '@vidkit/platform/ports/object-store';

import { AppError } from '../../http/app-error.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { uploadBytes } from '../../testing/uploading.ts';
import { VideosRepository } from '../videos/videos.repository.ts';
import { Completions } from './completions.ts';
import { UploadsRepository, type UploadRecord } from './uploads.repository.ts';

describe('the completion of an upload', () => {
  let api: TestApi;
  let ada: TestPerson;
  let store: DiskObjectStore;

  before(async () => {
    api = await startTestApi({ QUOTA_BYTES: '100000' });
    ada = await api.person('Ada');
    // The folder of the API, as another process sees it.
    store = new DiskObjectStore({ root: join(api.dataDir, 'objects'), publicUrl: api.url, keys: ['key'] });
  });
  after(() => api.stop());

  const rows = () => api.product.knex('upload');
  const stateOf = async (id: string) => (await ada.client.call('getUpload', { params: { id } })).state;
  const complete = (id: string, parts: { number: number; etag: string }[]) =>
    ada.client.call('completeUpload', { params: { id }, body: { parts } });
  const encodesOf = async (videoId: string): Promise<number> => {
    const video = await new VideosRepository(api.product.knex).find(videoId);
    assert.ok(video);
    return video.encode;
  };

  /** Another process, whose object store may do other things. */
  const otherProcess = (change: Partial<Pick<ObjectStore, 'completeUpload'>>): Completions =>
    new Completions({
      uploads: new UploadsRepository(api.product.knex),
      videos: new VideosRepository(api.product.knex),
      objects: {
        listParts: (upload) => store.listParts(upload),
        completeUpload: (...input) => store.completeUpload(...input),
        ...change,
      },
      outbox: { kick: () => undefined },
      live: { tell: () => Promise.resolve() },
    });
  const rowOf = (id: string) => async (): Promise<UploadRecord> => {
    const row = await new UploadsRepository(api.product.knex).find(id);
    assert.ok(row);
    return row;
  };
  const refusesWith = (work: Promise<unknown>, code: string) =>
    assert.rejects(work, (error) => error instanceof AppError && error.code === code);

  it('waits for the process that is at it', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const slow = otherProcess({
      completeUpload: async (...input) => {
        await pause(1_500);
        return store.completeUpload(...input);
      },
    });
    const first = slow.complete(rowOf(upload.id), parts);
    while ((await stateOf(upload.id)) === 'open') await pause(20);
    await rejectsWith(ada.client.call('abortUpload', { params: { id: upload.id } }), 'upload_completing');
    await rejectsWith(
      ada.client.call('signParts', { params: { id: upload.id }, body: { numbers: [1] } }),
      'upload_completing',
    );
    assert.equal((await complete(upload.id, parts)).status, 'processing');
    await first;
    assert.equal(await encodesOf(upload.videoId), 1);
    assert.equal(await stateOf(upload.id), 'stored');
  });

  it('is not spoilt by a lie told at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const { upload, parts } = await uploadBytes(ada);
      const lies = parts.map((part) => ({ ...part, etag: '0'.repeat(32) }));
      const [lie, honest] = await Promise.allSettled([complete(upload.id, lies), complete(upload.id, parts)]);
      assert.equal(honest.status, 'fulfilled');
      if (lie.status === 'rejected') assert.equal((lie.reason as { code: string }).code, 'part_mismatch');
      assert.equal(await stateOf(upload.id), 'stored');
      assert.equal(await encodesOf(upload.videoId), 1);
    }
  });

  it('is taken over from a process that is gone, by the sweep', async () => {
    const { upload, parts } = await uploadBytes(ada);
    await rows()
      .where({ id: upload.id })
      .update({
        state: 'completing',
        completion: JSON.stringify(parts),
        lease: randomUUID(),
        lease_until: api.product.knex.raw(`now() + interval '1 minute'`),
      });
    await api.product.janitor.run();
    assert.equal(await stateOf(upload.id), 'completing');
    await rows().where({ id: upload.id }).update({ lease_until: api.product.knex.fn.now() });
    await api.product.janitor.run();
    assert.equal(await stateOf(upload.id), 'stored');
    assert.equal((await complete(upload.id, parts)).status, 'processing');
    assert.equal(await encodesOf(upload.videoId), 1);
  });

  it('is taken over by whoever asks, when the parts were joined and nobody wrote it down', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const { storage } = await rowOf(upload.id)();
    await store.completeUpload(
      storage,
      parts.map(({ number, etag }) => ({ number, etag })),
      upload.size,
    );
    await rows()
      .where({ id: upload.id })
      .update({
        state: 'completing',
        completion: JSON.stringify(parts),
        lease: randomUUID(),
        lease_until: api.product.knex.raw(`now() - interval '1 second'`),
      });
    assert.equal((await complete(upload.id, parts)).status, 'processing');
    assert.equal(await encodesOf(upload.videoId), 1);
  });

  it('says that it is under way rather than nothing', { timeout: 60_000 }, async () => {
    const { upload, parts } = await uploadBytes(ada);
    await rows()
      .where({ id: upload.id })
      .update({
        state: 'completing',
        completion: JSON.stringify(parts),
        lease: randomUUID(),
        lease_until: api.product.knex.raw(`now() + interval '1 hour'`),
      });
    const response = await fetch(ada.client.url('completeUpload', { id: upload.id }), {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ parts }),
    });
    assert.equal(response.status, 425);
    assert.equal(response.headers.get('retry-after'), '2');
    assert.equal(((await response.json()) as { code: string }).code, 'upload_completing');
  });

  it('forgets an earlier claim that was wrong', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const lies = parts.map((part) => ({ ...part, etag: '0'.repeat(32) }));
    await rows()
      .where({ id: upload.id })
      .update({ state: 'completing', completion: JSON.stringify(lies) });
    assert.equal((await complete(upload.id, parts)).status, 'processing');

    const other = await uploadBytes(ada);
    await rows()
      .where({ id: other.upload.id })
      .update({ state: 'completing', completion: JSON.stringify(lies) });
    await api.product.janitor.run();
    assert.equal(await stateOf(other.upload.id), 'open');
  });

  it('keeps everything when the disk is full', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const full = otherProcess({
      completeUpload: () => Promise.reject(new ObjectStoreError('storage_full', 'no room')),
    });
    await refusesWith(full.complete(rowOf(upload.id), parts), 'storage_full');
    const kept = await ada.client.call('getUpload', { params: { id: upload.id } });
    assert.deepEqual([kept.state, kept.storedParts.length], ['open', 1]);
    assert.equal((await complete(upload.id, parts)).status, 'processing');
  });

  it('is finished later when the store was out of reach', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const away = otherProcess({ completeUpload: () => Promise.reject(new Error('EIO')) });
    await assert.rejects(away.complete(rowOf(upload.id), parts), /EIO/);
    // The object may be whole by now: it is not opened again, and not given up.
    assert.equal(await stateOf(upload.id), 'completing');
    await rejectsWith(ada.client.call('abortUpload', { params: { id: upload.id } }), 'upload_completing');
    await api.product.janitor.run();
    assert.equal(await stateOf(upload.id), 'stored');
  });

  it('goes on beside a process that was believed gone and is not', async () => {
    const { upload, parts } = await uploadBytes(ada);
    let wake = (): void => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    const sleeper = otherProcess({
      completeUpload: async (...input) => {
        await asleep;
        return store.completeUpload(...input);
      },
    });
    const first = sleeper.complete(rowOf(upload.id), parts);
    while ((await stateOf(upload.id)) === 'open') await pause(20);
    await rows()
      .where({ id: upload.id })
      .update({ lease_until: new Date(0) });
    assert.equal((await complete(upload.id, parts)).status, 'processing');
    wake();
    await first;
    assert.equal(await encodesOf(upload.videoId), 1);
  });

  it('ends what the store has lost, and frees what was reserved for it', async () => {
    const used = async () => (await ada.client.call('getMe')).storage.usedBytes;
    const { upload, parts } = await uploadBytes(ada);
    const before = await used();
    await store.abortUpload((await rowOf(upload.id)()).storage);
    await rejectsWith(complete(upload.id, parts), 'upload_closed');
    assert.equal(await stateOf(upload.id), 'expired');
    assert.equal(await used(), before - upload.size);
    await rejectsWith(complete(upload.id, parts), 'upload_closed');
  });

  it('refuses the parts of another upload', async () => {
    const [one, two] = [await uploadBytes(ada), await uploadBytes(ada)];
    await rejectsWith(complete(one.upload.id, two.parts), 'part_mismatch');
    assert.equal((await complete(one.upload.id, one.parts)).status, 'processing');
    // Once stored, whatever is named: it is the same answer as the first time.
    assert.equal((await complete(one.upload.id, two.parts)).videoId, one.upload.videoId);
  });

  it('names the parts that have to be sent again', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const [part] = parts;
    assert.ok(part);
    const wrong = ada.client.call('completeUpload', {
      params: { id: upload.id },
      body: { parts: [{ ...part, checksum: 'AAAAAA==' }] },
    });
    await wrong.catch((error: { code: string; problem: { errors: { pointer: string }[] } }) => {
      assert.equal(error.code, 'checksum_mismatch');
      assert.equal(error.problem.errors[0]?.pointer, '/parts/0');
    });
    await assert.rejects(wrong);
  });

  it('refuses nonsense', async () => {
    const { upload } = await uploadBytes(ada);
    const send = (body: unknown) =>
      ada.client.call('completeUpload', { params: { id: upload.id }, body: body as never });
    for (const body of [
      undefined,
      {},
      { parts: [] },
      { parts: 'all' },
      { parts: [{ number: '1', etag: 'x' }] },
      { parts: [{ number: 1.5, etag: 'x' }] },
      { parts: [{ number: 1 }] },
      { parts: [{ number: 1, etag: '' }] },
      { parts: [{ number: 1, etag: 'x'.repeat(129) }] },
      { parts: [{ number: 1, etag: 'x', checksum: 'short' }] },
      { parts: [{ number: 1, etag: 'x', key: '../' }] },
      { parts: Array.from({ length: 10_001 }, (_, at) => ({ number: at + 1, etag: 'x' })) },
    ]) {
      await rejectsWith(send(body), 'invalid_request');
    }
    for (const number of [0, -1, 2, 10_001]) {
      await rejectsWith(send({ parts: [{ number, etag: 'x' }] }), 'part_number_invalid');
    }
    assert.equal(await stateOf(upload.id), 'open');
  });
});
