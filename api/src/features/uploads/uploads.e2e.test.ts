import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { base64Crc32, putPart, uploadBytes } from '../../testing/uploading.ts';

describe('uploads', () => {
  let api: TestApi;
  let ada: TestPerson;
  let eve: TestPerson;

  before(async () => {
    api = await startTestApi({ MAX_FILE_BYTES: String(64 * 1024 ** 2) });
    ada = await api.person('Ada');
    eve = await api.person('Eve');
  });
  after(() => api.stop());

  it('takes a file in parts and hands it to processing', async () => {
    const { upload, parts } = await uploadBytes(ada, 20 * 1024 ** 2);
    assert.equal(upload.partCount, 3);
    // The order in which they are named does not matter.
    parts.reverse();
    const done = await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    assert.deepEqual(done, { videoId: upload.videoId, status: 'processing' });
    const video = await ada.client.call('getVideo', { params: { id: upload.videoId } });
    assert.equal(video.status, 'processing');
    assert.equal(video.title, 'clip');
    assert.equal(video.visibility, 'private');
  });

  it('answers a repeated completion as the first time', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const complete = () => ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    const answers = await Promise.all([complete(), complete(), complete()]);
    assert.equal(new Set(answers.map((answer) => answer.videoId)).size, 1);
    assert.equal((await complete()).videoId, upload.videoId);
  });

  it('lists stored parts, so that a broken upload goes on where it stopped', async () => {
    const size = 9 * 1024 ** 2;
    const upload = await ada.client.call('createUpload', {
      body: { fileName: 'a.mp4', size, type: 'video/mp4' },
    });
    const first = upload.parts[0];
    assert.ok(first);
    const bytes = Buffer.alloc(first.size, 1);
    await putPart(first, bytes);
    const state = await ada.client.call('getUpload', { params: { id: upload.id } });
    assert.deepEqual(state.storedParts, [
      {
        number: 1,
        size: first.size,
        etag: createHash('md5').update(bytes).digest('hex'),
        checksum: base64Crc32(bytes),
      },
    ]);
    const mine = await ada.client.call('listUploads');
    assert.ok(mine.items.some((item) => item.id === upload.id));
    assert.deepEqual((await eve.client.call('listUploads')).items, []);
  });

  it('opens one upload for a repeated Idempotency-Key', async () => {
    const body = { fileName: 'same.mp4', size: 10, type: 'video/mp4' };
    const idempotencyKey = randomUUID();
    const [a, b] = [
      await ada.client.call('createUpload', { body, idempotencyKey }),
      await ada.client.call('createUpload', { body, idempotencyKey }),
    ];
    assert.equal(a.id, b.id);
    await rejectsWith(
      ada.client.call('createUpload', { body: { ...body, size: 11 }, idempotencyKey }),
      'idempotency_mismatch',
    );
    const other = await eve.client.call('createUpload', { body, idempotencyKey });
    assert.notEqual(other.id, a.id);
  });

  it('forgets the draft of an aborted upload and refuses to go on with it', async () => {
    const { upload, parts } = await uploadBytes(ada);
    await ada.client.call('abortUpload', { params: { id: upload.id } });
    await ada.client.call('abortUpload', { params: { id: upload.id } });
    await rejectsWith(
      ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } }),
      'upload_closed',
    );
    await rejectsWith(
      ada.client.call('signParts', { params: { id: upload.id }, body: { numbers: [1] } }),
      'upload_closed',
    );
    await rejectsWith(ada.client.call('getVideo', { params: { id: upload.videoId } }), 'not_found');
  });

  it('refuses what cannot be a video before the first byte', async () => {
    const create = (body: { fileName: string; size: number; type: string }) =>
      ada.client.call('createUpload', { body });
    await rejectsWith(create({ fileName: 'a.mp4', size: 0, type: 'video/mp4' }), 'file_empty');
    await rejectsWith(create({ fileName: 'a.mp4', size: 1024 ** 4, type: 'video/mp4' }), 'file_too_large');
    await rejectsWith(create({ fileName: 'a.pdf', size: 10, type: 'application/pdf' }), 'file_type_refused');
    await rejectsWith(create({ fileName: '', size: 10, type: '' }), 'invalid_request');
    await rejectsWith(create({ fileName: 'a', size: -1, type: '' }), 'invalid_request');
    await rejectsWith(create({ fileName: 'a', size: 1.5, type: '' }), 'invalid_request');
    await rejectsWith(create({ fileName: 'x'.repeat(2000), size: 10, type: '' }), 'invalid_request');
  });

  it('keeps hostile file names as harmless text', async () => {
    const fileName = '../../etc/\u202Egp4.exe\u0000"><script>.mp4';
    const upload = await ada.client.call('createUpload', { body: { fileName, size: 10, type: 'video/mp4' } });
    assert.equal(upload.fileName, '../../etc/ gp4.exe "><script>.mp4');
    assert.ok(!upload.parts[0]?.url.includes('etc'));
  });

  it("hides somebody else's upload like a missing one", async () => {
    const { upload, parts } = await uploadBytes(ada);
    for (const id of [upload.id, randomUUID()]) {
      const params = { id };
      await rejectsWith(eve.client.call('getUpload', { params }), 'not_found');
      await rejectsWith(eve.client.call('signParts', { params, body: { numbers: [1] } }), 'not_found');
      await rejectsWith(eve.client.call('completeUpload', { params, body: { parts } }), 'not_found');
      await rejectsWith(eve.client.call('abortUpload', { params }), 'not_found');
    }
    const still = await ada.client.call('getUpload', { params: { id: upload.id } });
    assert.equal(still.state, 'open');
    assert.equal(still.storedParts.length, 1);
  });

  it('refuses wrong part numbers', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const params = { id: upload.id };
    for (const number of [0, -1, 2, 10_001]) {
      await rejectsWith(
        ada.client.call('signParts', { params, body: { numbers: [number] } }),
        'part_number_invalid',
      );
    }
    await rejectsWith(ada.client.call('signParts', { params, body: { numbers: [] } }), 'invalid_request');
    const [part] = parts;
    assert.ok(part);
    await rejectsWith(
      ada.client.call('completeUpload', { params, body: { parts: [part, part] } }),
      'part_number_invalid',
    );
    await rejectsWith(
      ada.client.call('completeUpload', { params, body: { parts: [{ ...part, number: 7 }] } }),
      'part_number_invalid',
    );
  });

  it('refuses lying completions, and takes the honest one afterwards', async () => {
    const { upload, parts } = await uploadBytes(ada);
    const [part] = parts;
    assert.ok(part);
    const complete = (change: object) =>
      ada.client.call('completeUpload', {
        params: { id: upload.id },
        body: { parts: [{ ...part, ...change }] },
      });
    await rejectsWith(complete({ etag: '"00000000000000000000000000000000"' }), 'part_mismatch');
    await rejectsWith(complete({ checksum: 'AAAAAA==' }), 'checksum_mismatch');
    assert.equal((await complete({})).status, 'processing');
  });

  it('refuses to complete what has not arrived', async () => {
    const upload = await ada.client.call('createUpload', {
      body: { fileName: 'a.mp4', size: 9 * 1024 ** 2, type: '' },
    });
    const parts = [1, 2].map((number) => ({ number, etag: 'd41d8cd98f00b204e9800998ecf8427e' }));
    await rejectsWith(
      ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } }),
      'parts_missing',
    );
    await rejectsWith(
      ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts: parts.slice(0, 1) } }),
      'parts_missing',
    );
  });

  it('binds the address of a part to its checksum', async () => {
    const bytes = Buffer.alloc(9 * 1024 ** 2, 7);
    const body = { fileName: 'a.mp4', size: bytes.length, type: 'video/mp4' };
    const upload = await ada.client.call('createUpload', { body });
    const last = bytes.subarray(upload.partSize);
    const {
      parts: [part],
    } = await ada.client.call('signParts', {
      params: { id: upload.id },
      body: { parts: [{ number: 2, checksum: base64Crc32(last) }] },
    });
    assert.ok(part);
    assert.equal(part.headers['x-amz-checksum-crc32'], base64Crc32(last));
    const put = (content: Buffer, headers = part.headers) =>
      fetch(part.url, { method: 'PUT', headers, body: content });
    assert.equal((await put(last, {})).status, 403);
    const damaged = await put(Buffer.alloc(last.length, 8));
    assert.equal(((await damaged.json()) as { code: string }).code, 'checksum_mismatch');
    assert.equal((await put(last)).status, 200);
  });

  it('signs the first parts with the checksums that come with the upload, when it takes its part size', async () => {
    const partSize = 16 * 1024 ** 2;
    const bytes = Buffer.alloc(20 * 1024 ** 2, 3);
    const checksums = [base64Crc32(bytes.subarray(0, partSize)), base64Crc32(bytes.subarray(partSize))];
    const body = { fileName: 'a.mp4', size: bytes.length, type: 'video/mp4', partSize, checksums };
    const upload = await ada.client.call('createUpload', { body });
    assert.equal(upload.partSize, partSize);
    assert.deepEqual(
      upload.parts.map(({ headers }) => headers['x-amz-checksum-crc32']),
      checksums,
    );
    const parts = [];
    for (const [index, part] of upload.parts.entries())
      parts.push(await putPart(part, bytes.subarray(index * partSize, (index + 1) * partSize)));
    const done = await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    assert.equal(done.status, 'processing');

    const other = await ada.client.call('createUpload', { body: { ...body, partSize: 1 } });
    assert.equal(other.partSize, 8 * 1024 ** 2);
    assert.deepEqual(
      other.parts.map(({ headers }) => headers),
      [{}, {}, {}],
    );
  });

  it('refuses checksums and part sizes that are none', async () => {
    const upload = await ada.client.call('createUpload', { body: { fileName: 'a.mp4', size: 10, type: '' } });
    const params = { id: upload.id };
    const many = Array.from({ length: 101 }, () => ({ number: 1, checksum: 'AAAAAA==' }));
    for (const body of [
      {},
      { parts: [] },
      { parts: many },
      { parts: many.slice(0, 60), numbers: Array.from({ length: 60 }, () => 1) },
      { parts: [{ number: 1 }] },
      { parts: [{ number: 1, checksum: '"><script>' }] },
      { parts: [{ number: 1.5, checksum: 'AAAAAA==' }] },
      { parts: [{ number: '1', checksum: 'AAAAAA==' }] },
    ]) {
      await rejectsWith(ada.client.call('signParts', { params, body: body as never }), 'invalid_request');
    }
    const wrong = { parts: [{ number: 2, checksum: 'AAAAAA==' }] };
    await rejectsWith(ada.client.call('signParts', { params, body: wrong }), 'part_number_invalid');
    for (const more of [
      { partSize: 0 },
      { partSize: -1 },
      { partSize: 1.5 },
      { partSize: '8' },
      { checksums: ['x'] },
      { checksums: many.map(({ checksum }) => checksum) },
      { checksums: 'AAAAAA==' },
    ]) {
      const body = { fileName: 'a.mp4', size: 10, type: '', ...more };
      await rejectsWith(ada.client.call('createUpload', { body: body as never }), 'invalid_request');
    }
  });

  it('limits the uploads that one person may have open', async () => {
    const greedy = await api.person('Greedy');
    const create = () =>
      greedy.client.call('createUpload', { body: { fileName: 'a.mp4', size: 10, type: '' } });
    for (let count = 0; count < 50; count++) await create();
    await rejectsWith(create(), 'too_many_uploads');
  });

  it('needs the scope to upload', async () => {
    const reader = await api.person('Reader', ['videos:read']);
    await rejectsWith(
      reader.client.call('createUpload', { body: { fileName: 'a.mp4', size: 10, type: '' } }),
      'insufficient_scope',
    );
    await rejectsWith(
      api.visitor.call('createUpload', { body: { fileName: 'a.mp4', size: 10, type: '' } }),
      'unauthenticated',
    );
  });
});
