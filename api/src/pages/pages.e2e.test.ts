import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { changeVideo, readyVideo, storedVideo } from '../testing/uploading.ts';
import { WorkerStandIn } from '../testing/worker-stand-in.ts';

const hostileTitle = `"><script>alert(1)</script>'`;

describe('pages', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let id: string;
  let privateId: string;

  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    const ada = await api.person(`Ada & "Co"`);
    id = await readyVideo(ada, worker);
    privateId = await storedVideo(ada);
    await changeVideo(ada, id, { visibility: 'public', title: hostileTitle, description: '<b>bold</b>' });
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(api.url + path, { headers, redirect: 'manual' });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  it('shows a watch page that previews and readers without scripts understand', async () => {
    const page = await get(`/watch/${id}`);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.ok(!page.text.includes('<script>alert(1)'));
    assert.match(page.text, /<meta property="og:image" content="http/);
    assert.match(page.text, /type="application\/json\+oembed"/);
    assert.match(page.text, new RegExp(`<vid-player[^>]+video-id="${id}"`));
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
  });

  it('speaks the language of the reader', async () => {
    const page = await get(`/watch/${id}`, { 'accept-language': 'de-AT,de;q=0.9' });
    assert.match(page.text, /<html lang="de">/);
    assert.ok(page.text.includes('Abonnieren'));
  });

  it('says the same for private and missing videos', async () => {
    const [hidden, missing, rubbish] = [
      await get(`/watch/${privateId}`),
      await get('/watch/018f0000-0000-7000-8000-000000000000'),
      await get('/watch/rubbish'),
    ];
    assert.deepEqual([hidden.status, missing.status, rubbish.status], [404, 404, 404]);
    assert.equal(hidden.text, missing.text);
  });

  it('lets anybody frame the embed page, and nobody the others', async () => {
    const page = await get(`/embed/${id}?autoplay=1&muted=1&start=3"><script>`);
    assert.equal(page.headers.get('x-frame-options'), null);
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors \*/);
    assert.match(page.text, /autoplay muted/);
    assert.ok(!page.text.includes('start-time'));
    assert.match((await get(`/embed/${id}?start=3.5`)).text, /start-time="3.5"/);
    assert.equal((await get('/docs')).headers.get('x-frame-options'), 'DENY');
  });

  it('answers oEmbed within both maxima, in the shape of the picture', async () => {
    const url = encodeURIComponent(`${api.url}/watch/${id}`);
    const answer = JSON.parse((await get(`/oembed?url=${url}&maxwidth=320`)).text) as Record<
      string,
      string | number
    >;
    assert.deepEqual(
      [answer['type'], answer['width'], answer['height'], answer['title']],
      ['video', 320, 180, hostileTitle],
    );
    assert.ok(String(answer['html']).startsWith('<iframe src="'));
    assert.ok(!String(answer['html']).includes('<script'));
    const low = JSON.parse((await get(`/oembed?url=${url}&maxheight=90`)).text) as Record<string, number>;
    assert.deepEqual([low['width'], low['height']], [160, 90]);
    const xml = await get(`/oembed?url=${url}&format=xml`);
    assert.match(xml.headers.get('content-type') ?? '', /xml/);
    assert.ok(xml.text.includes('<width>1280</width>') && !xml.text.includes('<script'));
    assert.equal((await get(`/oembed?url=${url}&format=yaml`)).status, 501);
    for (const wrong of [
      '',
      'x',
      'https://elsewhere.example/watch/1',
      `${api.url}/watch/${privateId}`,
      `${api.url}.evil/watch/${id}`,
    ]) {
      assert.equal((await get(`/oembed?url=${encodeURIComponent(wrong)}`)).status, 404, wrong);
    }
  });

  it('documents itself for people', async () => {
    const docs = await get('/docs');
    assert.ok(docs.text.includes('/v1/videos/:id/playback'));
    const errors = await get('/docs/errors');
    assert.ok(errors.text.includes('idempotency_mismatch'));
  });

  it('tells which version of the bundle is current', async () => {
    assert.match(
      (JSON.parse((await get('/cdn/latest.json')).text) as { version: string }).version,
      /^\d+\.\d+\.\d+$/,
    );
  });
});
