import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { CreateUploadToken } from '@vidkit/contracts/schemas/upload-token';
import { v7 as uuidv7 } from 'uuid';

import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';
import { refusedWith } from '../tus/testing/tus-client.ts';

const MiB = 1024 ** 2;

interface Created {
  readonly key: string;
  readonly uploadId: string;
}

describe('uppy', () => {
  let api: TestApi;
  let store: WorkerStandIn;
  let ada: TestPerson;
  let secret: string;

  before(async () => {
    api = await startTestApi({ MAX_FILE_BYTES: String(64 * MiB), QUOTA_BYTES: String(400 * MiB) });
    store = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
    ({ secret } = await token());
  });
  after(async () => {
    await store.stop();
    await api.stop();
  });

  const token = (wish: Partial<CreateUploadToken> = {}) =>
    ada.client.call('createUploadToken', {
      body: { label: 'Guests', expiresAt: new Date(Date.now() + 3_600_000).toISOString(), ...wish },
    });
  const ask = (method: string, path: string, body?: unknown, by = secret) =>
    fetch(`${api.url}/v1/uppy/${by}/s3${path}`, {
      method,
      ...(body !== undefined && {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
  const read = async <T>(answer: Promise<Response>): Promise<T> => {
    const response = await answer;
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return JSON.parse(text) as T;
  };
  const create = (metadata: Record<string, unknown> = {}, by = secret): Promise<Created> =>
    read(
      ask(
        'POST',
        '/multipart',
        { filename: 'clip.mp4', type: 'video/mp4', metadata: { name: 'clip.mp4', ...metadata } },
        by,
      ),
    );
  const send = async ({ key, uploadId }: Created, number: number, bytes: Uint8Array): Promise<string> => {
    const { url } = await read<{ url: string }>(ask('GET', `/multipart/${uploadId}/${number}?key=${key}`));
    const answer = await fetch(url, { method: 'PUT', body: bytes });
    assert.equal(answer.status, 200, await answer.text());
    assert.match(answer.headers.get('access-control-expose-headers') ?? '', /ETag/);
    return answer.headers.get('etag') ?? '';
  };
  const complete = ({ key, uploadId }: Created, etags: readonly string[]) =>
    ask('POST', `/multipart/${uploadId}/complete?key=${key}`, {
      parts: etags.map((ETag, index) => ({ PartNumber: index + 1, ETag })),
    });
  const assertStored = async (id: string, bytes: Buffer): Promise<void> => {
    const video = await ada.client.call('getVideo', { params: { id } });
    assert.equal(video.status, 'processing');
    assert.equal(video.title, 'clip');
    assert.deepEqual(await store.bytesOf(`sources/${id}`), bytes);
  };
  const partsOf = (bytes: Buffer, size = 5 * MiB): Buffer[] =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );

  for (const [what, metadata] of [
    ['that tells its size', { size: 12 * MiB + 5 }],
    ['that does not', {}],
  ] as const) {
    it(`takes a file in parts from a page ${what}`, async () => {
      const bytes = randomBytes(12 * MiB + 5);
      const upload = await create(metadata);
      assert.deepEqual(Object.keys(upload).sort(), ['key', 'uploadId']);
      const etags = [];
      for (const [index, part] of partsOf(bytes).entries()) {
        const etag = await send(upload, index + 1, part);
        // As the client mixes them: without quotes from an answer, with them from a list.
        etags.push(index === 0 ? etag.replaceAll('"', '') : etag);
      }
      const listed = await read<{ PartNumber: number; ETag: string }[]>(
        ask('GET', `/multipart/${upload.uploadId}?key=${upload.key}`),
      );
      assert.deepEqual(
        listed.map((part) => part.PartNumber),
        [1, 2, 3],
      );
      assert.match(listed[0]?.ETag ?? '', /^"[0-9a-f]{32}"$/);
      const done = await read<{ location: string; key: string }>(complete(upload, etags));
      assert.deepEqual(done, { location: `${api.url}/watch/${upload.key}`, key: upload.key });
      await assertStored(upload.key, bytes);
      assert.deepEqual(await read(complete(upload, etags)), done);
      const { sizeBytes } = await ada.client.call('getVideo', { params: { id: upload.key } });
      assert.equal(sizeBytes, bytes.length);
    });
  }

  it('takes parts of another size when the page says so', async () => {
    const bytes = randomBytes(20 * MiB);
    const upload = await create({ partSize: 9 * MiB });
    const etags = [];
    for (const [index, part] of partsOf(bytes, 9 * MiB).entries())
      etags.push(await send(upload, index + 1, part));
    assert.equal((await complete(upload, etags)).status, 200);
    await assertStored(upload.key, bytes);
    await refusedWith(
      ask('POST', '/multipart', { filename: 'a.mp4', metadata: { partSize: 10 } }),
      400,
      'invalid_request',
    );
  });

  it('signs for exact bytes where the size is known, and measures where it is not', async () => {
    const known = await create({ size: 6 * MiB });
    const { url } = await read<{ url: string }>(
      ask('GET', `/multipart/${known.uploadId}/2?key=${known.key}`),
    );
    await refusedWith(fetch(url, { method: 'PUT', body: Buffer.alloc(2 * MiB) }), 400, 'length_mismatch');
    const path = `/multipart/${known.uploadId}/1?key=${known.key}`;
    await refusedWith(ask('PUT', path, 'bytes'), 409, 'upload_closed');
    const unknown = await create();
    const { url: ours } = await read<{ url: string }>(
      ask('GET', `/multipart/${unknown.uploadId}/1?key=${unknown.key}`),
    );
    await refusedWith(
      fetch(ours, { method: 'PUT', body: Buffer.alloc(5 * MiB + 1) }),
      400,
      'length_mismatch',
    );
    await refusedWith(fetch(ours, { method: 'PUT', body: '' }), 400, 'length_mismatch');
    for (const { uploadId, key } of [known, unknown])
      assert.deepEqual(await read(ask('GET', `/multipart/${uploadId}?key=${key}`)), []);
  });

  it('refuses parts that make no file, and takes the right ones then', async () => {
    const bytes = randomBytes(10 * MiB + 1);
    const upload = await create();
    const [a, b, c] = partsOf(bytes);
    assert.ok(a && b && c);
    const first = await send(upload, 1, a);
    const third = await send(upload, 3, c);
    await refusedWith(complete(upload, [first, third]), 422, 'parts_missing');
    // As after a change of the part size: the client believes that part 2 is there.
    const short = await send(upload, 2, b.subarray(0, 5 * MiB - 1));
    await refusedWith(complete(upload, [first, short, third]), 422, 'part_mismatch');
    const second = await send(upload, 2, b);
    await refusedWith(complete(upload, [first, first, third]), 422, 'part_mismatch');
    await refusedWith(complete(upload, []), 400, 'invalid_request');
    assert.equal((await complete(upload, [first, second, third])).status, 200);
    await assertStored(upload.key, bytes);
  });

  it('reserves what the parts that were asked for can hold', async () => {
    const { secret: small } = await token({ maxTotalBytes: 12 * MiB });
    const upload = await create({}, small);
    const sign = (number: number | string) =>
      ask('GET', `/multipart/${upload.uploadId}/${number}?key=${upload.key}`, undefined, small);
    assert.equal((await sign(2)).status, 200);
    assert.equal((await sign(1)).status, 200);
    await refusedWith(sign(3), 403, 'token_spent');
    for (const number of [0, 10_001, '1.5', '-1', 'x'])
      await refusedWith(sign(number), 422, 'part_number_invalid');
    const used = async () =>
      (await ada.client.call('listUploadTokens')).items.find(
        ({ maxTotalBytes }) => maxTotalBytes === 12 * MiB,
      );
    assert.equal((await used())?.usedBytes, 10 * MiB);
    const gone = await ask('DELETE', `/multipart/${upload.uploadId}?key=${upload.key}`, undefined, small);
    assert.equal(gone.status, 200);
    assert.equal((await used())?.usedBytes, 0);
    assert.equal((await used())?.usedFiles, 0);
    await refusedWith(sign(1), 409, 'upload_closed');
    await refusedWith(
      ask('POST', '/multipart', { filename: 'a.mp4', metadata: { size: 13 * MiB } }, small),
      403,
      'token_spent',
    );
  });

  describe('with a form', () => {
    interface Params {
      readonly method: string;
      readonly url: string;
      readonly fields: Record<string, string>;
    }
    const params = (query: Record<string, string> = {}, by = secret): Promise<Params> =>
      read(
        ask(
          'GET',
          `/params?${new URLSearchParams({ filename: 'x', type: 'video/mp4', 'metadata[name]': 'clip.mp4', ...query }).toString()}`,
          undefined,
          by,
        ),
      );
    const post = ({ url, fields }: Params, bytes: Uint8Array, change: Record<string, string> = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, ...change })) form.set(name, value);
      form.set('file', new Blob([bytes]));
      return fetch(url, { method: 'POST', body: form });
    };

    it('takes a small file at once', async () => {
      const bytes = randomBytes(17 * MiB + 3);
      const asked = await params();
      assert.equal(asked.fields['success_action_status'], '201');
      const answer = await post(asked, bytes);
      assert.equal(answer.status, 201, await answer.text());
      const { key = '' } = asked.fields;
      assert.equal(answer.headers.get('location'), `${asked.url}/${key}`);
      await assertStored(key, bytes);
      assert.equal((await post(asked, bytes)).status, 201);
      const watch = await fetch(`${asked.url}/${key}`, { redirect: 'manual' });
      assert.equal(watch.headers.get('location'), `${api.url}/watch/${key}`);
      const { sizeBytes } = await ada.client.call('getVideo', { params: { id: key } });
      assert.equal(sizeBytes, bytes.length);
    });

    it('takes a file of exactly the largest size, and none that is larger', async () => {
      const { secret: small } = await token({ maxFileBytes: 1000 });
      assert.equal((await post(await params({}, small), randomBytes(1000))).status, 201);
      await refusedWith(post(await params({}, small), randomBytes(1001)), 413, 'file_too_large');
    });

    it('refuses what cannot be a video', async () => {
      await refusedWith(post(await params(), Buffer.alloc(0)), 422, 'file_empty');
      await refusedWith(
        post(await params({ type: 'application/pdf' }), Buffer.alloc(9)),
        415,
        'file_type_refused',
      );
      await refusedWith(
        post(await params({ 'metadata[size]': '10' }), Buffer.alloc(9)),
        422,
        'part_mismatch',
      );
      await refusedWith(ask('GET', '/params?type=x'), 400, 'invalid_request');
      await refusedWith(ask('GET', '/params?filename=x&metadata[size]=-1'), 400, 'invalid_request');
    });

    it('refuses forms that it did not prepare', async () => {
      const asked = await params();
      for (const key of [
        '',
        'x',
        '../../etc',
        '11111111-1111-4111-8111-111111111111',
        '00000000-0000-7000-8000-000000000000',
      ])
        await refusedWith(post(asked, Buffer.alloc(9), { key }), 400, 'invalid_request');
      await refusedWith(post(asked, Buffer.alloc(9), { token: 'x' }), 401, 'unauthenticated');
      await refusedWith(post(asked, Buffer.alloc(9), { size: '1e9' }), 400, 'invalid_request');
      await refusedWith(post(asked, Buffer.alloc(9), { note: 'x'.repeat(50_000) }), 413, 'body_too_large');
      await refusedWith(
        fetch(asked.url, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
        415,
        'unsupported_media_type',
      );
      // Somebody else's file under our key.
      const other = await params({}, (await token()).secret);
      assert.equal((await post(other, randomBytes(9))).status, 201);
      await refusedWith(post(asked, Buffer.alloc(9), { key: other.fields['key'] ?? '' }), 404, 'not_found');
    });
  });

  it('keeps hostile names as harmless text', async () => {
    const { key } = await create({ name: '../\u202Egp4.exe\u0000"><script>.mp4' });
    const { fileName } = (await ada.client.call('getVideo', { params: { id: key } })) as {
      fileName?: string;
    };
    assert.doesNotMatch(fileName ?? '', /\p{Cc}|\u202e/u);
  });

  it('shows nobody what another token brought', async () => {
    const upload = await create({ size: 10 });
    const { secret: other } = await token();
    const path = `/multipart/${upload.uploadId}`;
    const key = `?key=${upload.key}`;
    await refusedWith(ask('GET', `${path}/1${key}`, undefined, other), 404, 'not_found');
    await refusedWith(ask('PUT', `${path}/1${key}`, 'x', other), 404, 'not_found');
    await refusedWith(ask('GET', path + key, undefined, other), 404, 'not_found');
    await refusedWith(ask('DELETE', path + key, undefined, other), 404, 'not_found');
    const body = { parts: [{ PartNumber: 1, ETag: 'x' }] };
    await refusedWith(ask('POST', `${path}/complete${key}`, body, other), 404, 'not_found');
    await refusedWith(ask('GET', `${path}/1?key=${uuidv7()}`), 404, 'not_found');
    await refusedWith(ask('GET', '/multipart/..%2f..%2fetc/1?key=x'), 404, 'not_found');
  });

  it('refuses tokens that are none, or no more, and other pages', async () => {
    for (const by of ['x', 'vut_x', encodeURIComponent(`${secret.slice(0, -1)}!`)])
      await refusedWith(ask('GET', '/params?filename=x', undefined, by), 401, 'unauthenticated');
    const revoked = await token();
    const upload = await create({ size: 10 }, revoked.secret);
    await ada.client.call('revokeUploadToken', { params: { id: revoked.id } });
    const path = `/multipart/${upload.uploadId}/1?key=${upload.key}`;
    await refusedWith(ask('GET', path, undefined, revoked.secret), 403, 'token_revoked');
    const { secret: ours } = await token({ origins: ['https://ours.example'] });
    const from = (origin: string) =>
      fetch(`${api.url}/v1/uppy/${ours}/s3/params?filename=x`, { headers: { origin } });
    await refusedWith(from('https://theirs.example'), 403, 'origin_not_allowed');
    assert.equal((await from('https://ours.example')).status, 200);
  });

  it('refuses bodies that it cannot read', async () => {
    await refusedWith(ask('POST', '/multipart', '{'), 400, 'malformed_json');
    for (const body of [
      {},
      [],
      { filename: 5 },
      { filename: 'a', metadata: 'x' },
      { filename: 'a', metadata: { size: {} } },
    ])
      await refusedWith(ask('POST', '/multipart', body), 400, 'invalid_request');
    await refusedWith(ask('POST', '/multipart', { filename: '' }), 400, 'invalid_request');
    await refusedWith(ask('POST', '/multipart', { filename: 'a', metadata: { size: 0 } }), 422, 'file_empty');
    await refusedWith(ask('POST', '/multipart', `"${'x'.repeat(200_000)}"`), 413, 'body_too_large');
    await refusedWith(ask('GET', '/elsewhere'), 404, 'not_found');
  });

  it('gives a batch of addresses', async () => {
    const upload = await create({ size: 12 * MiB });
    const batch = (list: string) =>
      ask('GET', `/multipart/${upload.uploadId}/batch?key=${upload.key}&partNumbers=${list}`);
    const { presignedUrls } = await read<{ presignedUrls: Record<string, string> }>(batch('1,3'));
    assert.deepEqual(Object.keys(presignedUrls), ['1', '3']);
    for (const list of ['', 'x', Array(101).fill('1').join(',')])
      assert.ok([400, 422].includes((await batch(list)).status));
  });

  it('answers the preflights of a page', async () => {
    const answer = await fetch(`${api.url}/v1/uppy/${secret}/s3/multipart`, { method: 'OPTIONS' });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.match(answer.headers.get('access-control-allow-methods') ?? '', /DELETE/);
    assert.match(answer.headers.get('access-control-allow-headers') ?? '', /content-type/);
  });
});
