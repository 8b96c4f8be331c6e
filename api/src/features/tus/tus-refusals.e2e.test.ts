import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { refusedWith, type TusClient, tusClient } from './testing/tus-client.ts';

const MiB = 1024 ** 2;
const idIn = (address: string): string => address.slice(address.lastIndexOf('/') + 1);

describe('tus, asked for what it refuses', () => {
  let api: TestApi;
  let ada: TestPerson;
  let eve: TestPerson;
  let tus: TusClient;

  before(async () => {
    api = await startTestApi({ MAX_FILE_BYTES: String(64 * MiB), QUOTA_BYTES: String(100 * MiB) });
    ada = await api.person('Ada');
    eve = await api.person('Eve');
    tus = tusClient(api.url, ada.token);
  });
  after(() => api.stop());

  const create = (headers: Record<string, string>) => tus.send('POST', tus.base, headers);

  it('refuses other versions, and names its own', async () => {
    for (const version of ['0.2.2', '1.0.1', '']) {
      const answer = await tus.send('POST', tus.base, { 'tus-resumable': version, 'upload-length': '1' });
      assert.equal(answer.headers.get('tus-version'), '1.0.0');
      await refusedWith(answer, 412, 'tus_version_unsupported');
    }
    await refusedWith(fetch(tus.base, { method: 'POST' }), 412, 'tus_version_unsupported');
  });

  it('refuses whoever may not upload', async () => {
    const visitor = tusClient(api.url, null);
    await refusedWith(visitor.send('POST', tus.base, { 'upload-length': '1' }), 401, 'unauthenticated');
    await refusedWith(
      tusClient(api.url, 'nonsense').send('POST', tus.base, { 'upload-length': '1' }),
      401,
      'unauthenticated',
    );
    const reader = await api.person('Reader', ['videos:read']);
    await refusedWith(
      tusClient(api.url, reader.token).send('POST', tus.base, { 'upload-length': '1' }),
      403,
      'insufficient_scope',
    );
  });

  it('refuses files before their first byte', async () => {
    await refusedWith(create({}), 400, 'invalid_request');
    for (const length of ['-1', '1.5', 'a', '1e9', '99999999999999999999'])
      await refusedWith(create({ 'upload-length': length }), 400, 'invalid_request');
    await refusedWith(create({ 'upload-length': '0' }), 422, 'file_empty');
    await refusedWith(create({ 'upload-length': String(64 * MiB + 1) }), 413, 'file_too_large');
    await refusedWith(create({ 'upload-defer-length': '1' }), 400, 'invalid_request');
    await refusedWith(create({ 'upload-length': '5', 'upload-concat': 'half' }), 400, 'invalid_request');
    await refusedWith(create({ 'upload-length': '5', 'upload-metadata': 'a *' }), 400, 'invalid_request');
    const type = { 'upload-length': '5', 'upload-metadata': `filetype ${btoa('application/pdf')}` };
    await refusedWith(create(type), 415, 'file_type_refused');
    const body = tus.send('POST', tus.base, { 'upload-length': '5', 'content-type': 'text/plain' }, '01234');
    await refusedWith(body, 415, 'unsupported_media_type');
    assert.deepEqual((await ada.client.call('listUploads')).items, []);
  });

  it('keeps hostile names as harmless text', async () => {
    const name = Buffer.from('../../etc/\u202Egp4.exe\u0000"><script>.mp4').toString('base64');
    const address = await tus.create(10, { 'upload-metadata': `filename ${name}` });
    const upload = await ada.client.call('getUpload', { params: { id: idIn(address) } });
    assert.doesNotMatch(upload.fileName, /\p{Cc}|\u202e/u);
    assert.match(upload.fileName, /<script>/);
    await tus.send('DELETE', address);
  });

  it('refuses bytes that it cannot place', async () => {
    const address = await tus.create(10);
    const patch = (headers: Record<string, string>, body = '01234') =>
      tus.send('PATCH', address, { 'content-type': 'application/offset+octet-stream', ...headers }, body);
    await refusedWith(patch({}), 400, 'invalid_request');
    await refusedWith(patch({ 'upload-offset': '-1' }), 400, 'invalid_request');
    await refusedWith(
      patch({ 'upload-offset': '0', 'content-type': 'video/mp4' }),
      415,
      'unsupported_media_type',
    );
    const early = await patch({ 'upload-offset': '5' });
    assert.equal(early.headers.get('upload-offset'), '0');
    await refusedWith(early, 409, 'offset_mismatch');
    await refusedWith(patch({ 'upload-offset': '0' }, '0'.repeat(11)), 413, 'file_too_large');
    const unsaid = new Blob(['0'.repeat(11)]).stream();
    await refusedWith(tus.patch(address, 0, unsaid), 413, 'file_too_large');
    assert.equal(await tus.offset(address), 0);
    assert.equal((await patch({ 'upload-offset': '0' }, '0123456789')).status, 204);
    await refusedWith(patch({ 'upload-offset': '10' }, 'x'), 413, 'file_too_large');
  });

  it("hides somebody else's upload like a missing one", async () => {
    const address = await tus.create(10);
    const hers = tusClient(api.url, eve.token);
    for (const target of [address, `${tus.base}/0198a1b2-0000-7000-8000-00000000000a`, `${tus.base}/..%2f`]) {
      assert.equal((await hers.send('HEAD', target)).status, 404);
      await refusedWith(hers.patch(target, 0, 'x'), 404, 'not_found');
      await refusedWith(hers.send('DELETE', target), 404, 'not_found');
    }
    assert.equal(await tus.offset(address), 0);
  });

  it('knows its methods', async () => {
    const address = await tus.create(10);
    for (const method of ['GET', 'PUT']) {
      const answer = await tus.send(method, address);
      assert.equal(answer.headers.get('allow'), 'HEAD, PATCH, DELETE, OPTIONS');
      await refusedWith(answer, 405, 'method_not_allowed');
    }
    await refusedWith(tus.send('PATCH', tus.base), 405, 'method_not_allowed');
  });

  it('counts pieces like files', async () => {
    const person = await api.person('Greedy');
    const greedy = tusClient(api.url, person.token);
    const piece = { 'upload-concat': 'partial' };
    const first = await greedy.create(60 * MiB, piece);
    await refusedWith(
      greedy.send('POST', tus.base, { ...piece, 'upload-length': String(60 * MiB) }),
      413,
      'quota_exceeded',
    );
    await refusedWith(
      greedy.send('POST', tus.base, { 'upload-length': String(60 * MiB) }),
      413,
      'quota_exceeded',
    );
    assert.equal((await greedy.send('DELETE', first)).status, 204);
    await greedy.create(60 * MiB);
  });

  describe('with an upload token', () => {
    const token = (wish: object = {}) =>
      ada.client.call('createUploadToken', {
        body: { label: 'Guests', expiresAt: new Date(Date.now() + 3_600_000).toISOString(), ...wish },
      });

    it('uploads for its maker, and sees what came with the token alone', async () => {
      const [one, two] = [await token(), await token()];
      const guest = tusClient(api.url, one.secret);
      const address = await guest.create(4);
      for (const stranger of [tusClient(api.url, two.secret), tusClient(api.url, ada.token)])
        assert.equal((await stranger.send('HEAD', address)).status, 404);
      assert.equal((await guest.patch(address, 0, '0123')).status, 204);
      const video = await ada.client.call('getVideo', { params: { id: idIn(address) } });
      assert.equal(video.status, 'processing');
    });

    it('stops when the token is taken back, and keeps what is there', async () => {
      const { id, secret } = await token();
      const guest = tusClient(api.url, secret);
      const address = await guest.create(10);
      assert.equal((await guest.patch(address, 0, '01234')).status, 204);
      await ada.client.call('revokeUploadToken', { params: { id } });
      await refusedWith(guest.patch(address, 5, '56789'), 403, 'token_revoked');
      assert.equal((await guest.send('HEAD', address)).status, 403);
      const kept = await api.product
        .knex('tus_upload')
        .where({ id: idIn(address) })
        .first('received');
      assert.equal((kept as { received: number }).received, 5);
    });

    it('keeps to its limits', async () => {
      const { secret } = await token({ maxFiles: 1, maxFileBytes: 100, origins: ['https://ours.example'] });
      const guest = tusClient(api.url, secret);
      const at = (length: number, origin = 'https://ours.example', more: Record<string, string> = {}) =>
        guest.send('POST', tus.base, { 'upload-length': String(length), origin, ...more });
      await refusedWith(at(10, 'https://theirs.example'), 403, 'origin_not_allowed');
      await refusedWith(at(101), 413, 'file_too_large');
      await refusedWith(at(101, undefined, { 'upload-concat': 'partial' }), 413, 'file_too_large');
      assert.equal((await at(100)).status, 201);
      await refusedWith(at(10), 403, 'token_spent');
    });
  });
});
