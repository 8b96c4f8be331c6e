import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { OperationId } from '@vidkit/contracts/client';
import { operations, type Operation } from '@vidkit/contracts/operations';
import { paths } from '@vidkit/contracts/paths';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { createToken, visitorWith } from '../../testing/upload-tokens.ts';
import { readyVideo, storedVideo, uploadBytes } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

const file = { fileName: 'a.mp4', size: 1000, type: 'video/mp4' };

describe('uploads with a token', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;

  before(async () => {
    api = await startTestApi({ MAX_FILE_BYTES: String(64 * 1024 ** 2) });
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const tokenRow = async (id: string) => {
    const { items } = await ada.client.call('listUploadTokens', { query: { limit: 100 } });
    const token = items.find((item) => item.id === id);
    assert.ok(token);
    return token;
  };

  it('bring a private video to the channel of who made the token', async () => {
    const { id, secret } = await createToken(ada, { folder: 'Applications 2026' });
    const guest = visitorWith(api, secret);
    const videoId = await storedVideo(guest);
    const video = await ada.client.call('getVideo', { params: { id: videoId } });
    assert.deepEqual(
      [video.status, video.visibility, video.folder],
      ['processing', 'private', 'Applications 2026'],
    );
    const seen = await guest.client.call('getVideo', { params: { id: videoId } });
    assert.deepEqual(
      [seen.status, seen.folder, seen.embedOrigins, seen.source, seen.fileName],
      ['processing', null, null, null, 'clip.mp4'],
    );
    assert.deepEqual([(await tokenRow(id)).usedFiles, (await tokenRow(id)).usedBytes], [1, 1000]);

    const list = (folder: string) => ada.client.call('listVideos', { query: { folder } });
    assert.deepEqual(
      (await list('Applications 2026')).items.map((item) => item.id),
      [videoId],
    );
    assert.deepEqual((await list('applications 2026')).items, []);
    await rejectsWith(list(''), 'invalid_request');
    await rejectsWith(list('x'.repeat(101)), 'invalid_request');
    assert.deepEqual((await ada.client.call('listFolders')).items, [
      { name: 'Applications 2026', videos: 1 },
    ]);
  });

  it('are followed to their end', async () => {
    const guest = visitorWith(api, (await createToken(ada)).secret);
    const id = await storedVideo(guest);
    const frames = await readFrames(guest.client, 'followVideo', { id });
    await worker.report({
      type: 'failed',
      videoId: id,
      encode: 1,
      failure: { code: 'not_media', detail: 'x' },
    });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'failed');
    frames.stop();
    const { failure } = await guest.client.call('getVideo', { params: { id } });
    assert.equal(failure?.code, 'not_media');
  });

  it('see and reach those of the same token only', async () => {
    const [one, two] = [await createToken(ada), await createToken(ada)];
    const [guest, other] = [visitorWith(api, one.secret), visitorWith(api, two.secret)];
    const { upload, parts } = await uploadBytes(guest);
    const own = await uploadBytes(ada);
    assert.deepEqual(
      (await guest.client.call('listUploads')).items.map(({ id }) => id),
      [upload.id],
    );
    assert.deepEqual((await other.client.call('listUploads')).items, []);
    assert.ok(!(await ada.client.call('listUploads')).items.some(({ id }) => id === upload.id));
    for (const id of [upload.id, own.upload.id, randomUUID()]) {
      const params = { id };
      await rejectsWith(other.client.call('getUpload', { params }), 'not_found');
      await rejectsWith(other.client.call('signParts', { params, body: { numbers: [1] } }), 'not_found');
      await rejectsWith(other.client.call('completeUpload', { params, body: { parts } }), 'not_found');
      await rejectsWith(other.client.call('abortUpload', { params }), 'not_found');
      await rejectsWith(other.client.call('getVideo', { params }), 'not_found');
      const change = { params, ifMatch: 1, body: { title: 'x' } };
      await rejectsWith(other.client.call('updateVideo', change), 'not_found');
      await assert.rejects(readFrames(other.client, 'followVideo', { id }));
    }
    await rejectsWith(guest.client.call('getVideo', { params: { id: own.upload.id } }), 'not_found');
    // Their maker reaches them by id, to put an end to them.
    assert.equal((await ada.client.call('getUpload', { params: { id: upload.id } })).state, 'open');
    await ada.client.call('abortUpload', { params: { id: upload.id } });
    await rejectsWith(
      guest.client.call('signParts', { params: { id: upload.id }, body: { numbers: [1] } }),
      'upload_closed',
    );
  });

  it('show nothing of a video that everybody may see', async () => {
    const id = await readyVideo(ada, worker);
    const { version } = await ada.client.call('getVideo', { params: { id } });
    await ada.client.call('updateVideo', {
      params: { id },
      ifMatch: version,
      body: { visibility: 'public' },
    });
    const { client } = visitorWith(api, (await createToken(ada)).secret);
    await rejectsWith(client.call('getVideo', { params: { id } }), 'not_found');
    await rejectsWith(client.call('getPlayback', { params: { id } }), 'insufficient_scope');
  });

  it('are good for nothing but uploads', async () => {
    const { client } = visitorWith(api, (await createToken(ada)).secret);
    const refused = (Object.keys(paths) as OperationId[]).filter((id) => {
      const operation: Operation = operations[id];
      return operation.auth !== 'none' && !operation.delegated;
    });
    assert.ok(refused.length > 30);
    for (const id of refused) {
      const [method = ''] = paths[id].split(' ');
      const response = await fetch(
        client.url(id, {
          id: randomUUID(),
          videoId: randomUUID(),
          kind: 'subtitles',
          language: 'en',
        }),
        {
          method,
          headers: { ...(await client.authorization()), 'content-type': 'application/json' },
          body: method === 'GET' ? null : '{}',
        },
      );
      assert.equal(response.status, 403, id);
      assert.equal(((await response.json()) as { code: string }).code, 'insufficient_scope', id);
    }
    const videoId = await storedVideo(ada);
    await rejectsWith(client.call('createUpload', { body: { ...file, videoId } }), 'insufficient_scope');
  });

  it('let their texts be edited for an hour after the file is stored', async () => {
    const guest = visitorWith(api, (await createToken(ada)).secret);
    const { upload, parts } = await uploadBytes(guest);
    const id = upload.videoId;
    const edit = async (body: object) => {
      const { version } = await guest.client.call('getVideo', { params: { id } });
      return guest.client.call('updateVideo', { params: { id }, ifMatch: version, body });
    };
    const draft = await edit({ title: 'My application', description: 'Hello', language: 'en' });
    assert.deepEqual(
      [draft.title, draft.description, draft.language, draft.folder],
      ['My application', 'Hello', 'en', null],
    );
    for (const body of [
      { visibility: 'public' },
      { title: 'x', visibility: 'unlisted' },
      { publishAt: null },
      { embedOrigins: null },
    ]) {
      await rejectsWith(edit(body), 'insufficient_scope');
    }
    await rejectsWith(edit({ title: '' }), 'invalid_request');
    await guest.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    await edit({ title: 'Again' });
    await api.product
      .knex('upload')
      .where({ id: upload.id })
      .update({
        ended_at: api.product.knex.raw(`now() - interval '61 minutes'`),
      });
    await rejectsWith(edit({ title: 'Too late' }), 'edit_closed');
    assert.equal((await ada.client.call('getVideo', { params: { id } })).title, 'Again');
  });

  it('stop at the count of files, also when many ask at once', async () => {
    const { id, secret } = await createToken(ada, { maxFiles: 3 });
    const { client } = visitorWith(api, secret);
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => client.call('createUpload', { body: file })),
    );
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 3);
    await rejectsWith(client.call('createUpload', { body: file }), 'token_spent');
    assert.equal((await tokenRow(id)).usedFiles, 3);
  });

  it('stop at the bytes of a file and of all files', async () => {
    const { id, secret } = await createToken(ada, { maxFileBytes: 800, maxTotalBytes: 1500 });
    const { client } = visitorWith(api, secret);
    const open = (size: number) => client.call('createUpload', { body: { ...file, size } });
    await rejectsWith(open(801), 'file_too_large');
    await open(800);
    await rejectsWith(open(701), 'token_spent');
    await open(700);
    await rejectsWith(open(1), 'token_spent');
    assert.deepEqual([(await tokenRow(id)).usedFiles, (await tokenRow(id)).usedBytes], [2, 1500]);
    assert.equal((await client.call('getLimits')).maxFileBytes, 800);
    assert.equal((await api.visitor.call('getLimits')).maxFileBytes, 64 * 1024 ** 2);
  });

  it('count a repeated request once, and give back what was given up', async () => {
    const { id, secret } = await createToken(ada, { maxFiles: 1, maxTotalBytes: 1000 });
    const { client } = visitorWith(api, secret);
    const idempotencyKey = randomUUID();
    const first = await client.call('createUpload', { body: file, idempotencyKey });
    assert.equal((await client.call('createUpload', { body: file, idempotencyKey })).id, first.id);
    assert.equal((await tokenRow(id)).usedFiles, 1);
    await rejectsWith(client.call('createUpload', { body: file }), 'token_spent');
    const params = { id: first.id };
    await Promise.all([client.call('abortUpload', { params }), client.call('abortUpload', { params })]);
    assert.deepEqual([(await tokenRow(id)).usedFiles, (await tokenRow(id)).usedBytes], [0, 0]);

    const second = await client.call('createUpload', { body: file });
    await api.product
      .knex('upload')
      .where({ id: second.id })
      .update({ expires_at: new Date(0) });
    await api.product.janitor.run();
    assert.deepEqual([(await tokenRow(id)).usedFiles, (await tokenRow(id)).usedBytes], [0, 0]);
    await storedVideo({ client });
    assert.equal((await tokenRow(id)).usedFiles, 1);
  });

  it('keep what is there when the token ends in the middle', async () => {
    const knex = api.product.knex;
    for (const [code, change] of [
      ['token_revoked', { revoked_at: knex.fn.now() }],
      ['token_expired', { expires_at: new Date(0) }],
    ] as const) {
      const { id, secret } = await createToken(ada);
      const { client } = visitorWith(api, secret);
      const { upload, parts } = await uploadBytes({ client });
      const params = { id: upload.id };
      await knex('upload_token').where({ id }).update(change);
      await rejectsWith(client.call('signParts', { params, body: { numbers: [1] } }), code);
      await rejectsWith(client.call('completeUpload', { params, body: { parts } }), code);
      await rejectsWith(client.call('createUpload', { body: file }), code);
      await rejectsWith(client.call('getUpload', { params }), code);
      const kept = await ada.client.call('getUpload', { params });
      assert.deepEqual([kept.state, kept.storedParts.length], ['open', 1]);
      // Their maker may take the file in all the same.
      assert.equal(
        (await ada.client.call('completeUpload', { params, body: { parts } })).status,
        'processing',
      );
    }
  });

  it('are taken on the pages that the token names', async () => {
    const { secret } = await createToken(ada, {
      origins: ['https://*.shop.example', 'http://localhost:3000'],
    });
    for (const origin of ['https://www.shop.example', 'http://localhost:3000']) {
      await visitorWith(api, secret, { origin }).client.call('createUpload', { body: file });
    }
    for (const origin of [undefined, 'null', 'https://shop.example', 'https://evil.example', api.url]) {
      const { client } = visitorWith(api, secret, origin === undefined ? {} : { origin });
      await rejectsWith(client.call('createUpload', { body: file }), 'origin_not_allowed');
      await rejectsWith(client.call('getLimits'), 'origin_not_allowed');
    }
  });

  it('do not tell visitors how much room their maker has', async () => {
    const tight = await startTestApi({ QUOTA_BYTES: '1500' });
    try {
      const owner = await tight.person('Owner');
      const { secret } = await createToken(owner);
      const { client } = visitorWith(tight, secret);
      await client.call('createUpload', { body: file });
      const refused = client.call('createUpload', { body: file });
      await rejectsWith(refused, 'quota_exceeded');
      await refused.catch((error: Error) => assert.doesNotMatch(error.message, /\d/));
    } finally {
      await tight.stop();
    }
  });
});
