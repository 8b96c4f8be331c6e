import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { CreateSite } from '@vidkit/contracts/schemas/site';

import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';

describe('sites', () => {
  let api: TestApi;
  let ada: TestPerson;
  let eve: TestPerson;

  before(async () => {
    api = await startTestApi();
    ada = await api.person('Ada');
    eve = await api.person('Eve');
  });
  after(() => api.stop());

  const create = (person: TestPerson, body: CreateSite) => person.client.call('createSite', { body });
  const embedClient = (origin?: string) =>
    fetch(api.visitor.url('getEmbedClient'), { headers: origin === undefined ? {} : { origin } });

  it('lets elements sign people in on a registered origin, until it is removed', async () => {
    const site = await create(ada, { name: 'Blog', origin: 'https://blog.example' });
    assert.deepEqual(site.scopes, ['comments:write', 'reactions:write']);
    const found = (await (await embedClient('https://blog.example')).json()) as Record<string, string>;
    assert.equal(found['siteName'], 'Blog');
    assert.ok(found['redirectUri']?.endsWith(`/embed/callback/${site.id}`));
    assert.ok(!found['scope']?.includes('uploads:write'));

    await rejectsWith(eve.client.call('deleteSite', { params: { id: site.id } }), 'not_found');
    await ada.client.call('deleteSite', { params: { id: site.id } });
    assert.equal((await embedClient('https://blog.example')).status, 404);
  });

  it('knows our own pages, and no others', async () => {
    assert.equal((await embedClient()).status, 200);
    assert.equal((await embedClient(api.url)).status, 200);
    for (const origin of [
      'null',
      'https://stranger.example',
      `${api.url}.evil.example`,
      'https://blog.example:8443',
    ]) {
      assert.equal((await embedClient(origin)).status, 404, origin);
    }
  });

  it('takes an origin once, and only in its exact form', async () => {
    await create(ada, { name: 'Shop', origin: 'https://shop.example' });
    await rejectsWith(create(eve, { name: 'Shop', origin: 'https://shop.example' }), 'origin_taken');
    for (const origin of [
      'https://shop.example/',
      'https://shop.example/path',
      'https://user@shop.example',
      'HTTPS://shop.example',
      'https://shop.example:443',
      'ftp://shop.example',
      'javascript:alert(1)',
      '*',
      'null',
      '',
    ]) {
      await rejectsWith(create(ada, { name: 'x', origin }), 'invalid_request');
    }
    await rejectsWith(create(ada, { name: 'x', origin: 'https://x.example', scopes: [] }), 'invalid_request');
    await rejectsWith(
      create(ada, { name: 'x', origin: 'https://x.example', scopes: ['videos:write'] as never }),
      'invalid_request',
    );
    assert.deepEqual((await eve.client.call('listSites')).items, []);
  });
});
