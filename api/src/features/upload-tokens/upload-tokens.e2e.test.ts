import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { CreateUploadToken } from '@vidkit/contracts/schemas/upload-token';

import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { createToken, inAnHour, visitorWith } from '../../testing/upload-tokens.ts';

const day = 24 * 3_600_000;

describe('upload tokens of a creator', () => {
  let api: TestApi;
  let ada: TestPerson;
  let eve: TestPerson;

  before(async () => {
    api = await startTestApi();
    ada = await api.person('Ada');
    eve = await api.person('Eve');
  });
  after(() => api.stop());

  it('tell their secret once', async () => {
    const made = await createToken(ada, {
      label: ' Wedding\u202e ',
      folder: 'Wedding',
      maxFiles: 3,
      origins: ['https://*.example.com'],
    });
    assert.match(made.secret, new RegExp(`^vut_${made.id}\\.[\\w-]{43}$`));
    const { items } = await ada.client.call('listUploadTokens');
    const listed = items.find(({ id }) => id === made.id);
    const { secret, ...rest } = made;
    assert.deepEqual(listed, rest);
    assert.deepEqual(
      [rest.label, rest.folder, rest.maxFiles, rest.maxFileBytes, rest.usedFiles, rest.revokedAt],
      ['Wedding', 'Wedding', 3, null, 0, null],
    );
    assert.ok(!JSON.stringify(items).includes(secret));
    const kept = await api.product.knex.raw<{ rows: unknown[] }>(
      `select t::text from upload_token t union all select i::text from idempotency i`,
    );
    assert.ok(!JSON.stringify(kept.rows).includes(secret.slice(-43)), 'the secret is stored nowhere');
  });

  it('are listed in pages, newest first, to their maker alone', async () => {
    const bea = await api.person('Bea');
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.unshift((await createToken(bea)).id);
    const first = await bea.client.call('listUploadTokens', { query: { limit: 2 } });
    assert.ok(first.nextCursor);
    const second = await bea.client.call('listUploadTokens', {
      query: { limit: 2, cursor: first.nextCursor },
    });
    assert.deepEqual(
      [...first.items, ...second.items].map(({ id }) => id),
      made,
    );
    assert.equal(second.nextCursor, null);
    await rejectsWith(
      ada.client.call('listUploadTokens', { query: { cursor: first.nextCursor } }),
      'invalid_cursor',
    );
  });

  it('are revoked at once, by their maker alone, and stay in the list', async () => {
    const { id, secret } = await createToken(ada);
    await rejectsWith(eve.client.call('revokeUploadToken', { params: { id } }), 'not_found');
    await visitorWith(api, secret).client.call('listUploads');
    await ada.client.call('revokeUploadToken', { params: { id } });
    await rejectsWith(visitorWith(api, secret).client.call('listUploads'), 'token_revoked');
    const revokedAt = async () =>
      (await ada.client.call('listUploadTokens')).items.find((token) => token.id === id)?.revokedAt;
    const first = await revokedAt();
    assert.ok(first);
    await ada.client.call('revokeUploadToken', { params: { id } });
    assert.equal(await revokedAt(), first);
    await rejectsWith(ada.client.call('revokeUploadToken', { params: { id: randomUUID() } }), 'not_found');
  });

  it('refuse what makes no sense, by name', async () => {
    const create = (body: object) =>
      ada.client.call('createUploadToken', { body: { label: 'x', expiresAt: inAnHour(), ...body } });
    const wrong: readonly object[] = [
      { label: '' },
      { label: '\u0000\u202e' },
      { label: 'x'.repeat(101) },
      { label: 7 },
      { expiresAt: undefined },
      { expiresAt: 'tomorrow' },
      { expiresAt: new Date(Date.now() - 1000).toISOString() },
      { expiresAt: new Date(Date.now() + 367 * day).toISOString() },
      { maxFiles: 0 },
      { maxFiles: 1.5 },
      { maxFiles: '3' },
      { maxFileBytes: 0 },
      { maxFileBytes: 2 ** 60 },
      { maxTotalBytes: -1 },
      { folder: '' },
      { folder: 'x'.repeat(101) },
      { origins: ['*'] },
      { origins: ['https://example.com/path'] },
      { origins: ['https://example.com; script-src *'] },
      { origins: 'https://example.com' },
      { origins: Array.from({ length: 101 }, (_, at) => `https://${at}.example`) },
      { ownerId: eve.id },
      { secret: 'vut_mine' },
    ];
    for (const body of wrong) await rejectsWith(create(body), 'invalid_request');
    await rejectsWith(ada.client.call('createUploadToken', { body: undefined as never }), 'invalid_request');
  });

  it('are not made by who may only upload, by visitors, or by who holds one', async () => {
    const uploader = await api.person('Uploader', ['uploads:write']);
    const body: CreateUploadToken = { label: 'x', expiresAt: inAnHour() };
    await rejectsWith(uploader.client.call('createUploadToken', { body }), 'insufficient_scope');
    await rejectsWith(uploader.client.call('listUploadTokens'), 'insufficient_scope');
    await rejectsWith(api.visitor.call('createUploadToken', { body }), 'unauthenticated');
    const { client } = visitorWith(api, (await createToken(ada)).secret);
    await rejectsWith(client.call('createUploadToken', { body }), 'insufficient_scope');
    await rejectsWith(client.call('listUploadTokens'), 'insufficient_scope');
  });

  it('let nobody in by something that resembles one', async () => {
    const { id, secret } = await createToken(ada);
    const other = await createToken(ada);
    for (const wrong of [
      'vut_',
      `vut_${id}`,
      `vut_${id}.`,
      `vut_${id}.${'A'.repeat(43)}`,
      `vut_${id}.${other.secret.slice(-43)}`,
      `vut_${randomUUID()}.${secret.slice(-43)}`,
      `${secret}x`,
      secret.slice(0, -1),
      `vut_${id}'--.${secret.slice(-43)}`,
    ]) {
      const response = await fetch(`${api.url}/v1/uploads`, {
        headers: { authorization: `Bearer ${wrong}` },
      });
      assert.equal(response.status, 401, wrong);
      assert.equal(((await response.json()) as { code: string }).code, 'unauthenticated');
    }
  });
});
