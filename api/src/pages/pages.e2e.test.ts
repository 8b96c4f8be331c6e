import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { Playback } from '@vidkit/contracts/schemas/playback';

import { startTestApi, type TestApi, type TestPerson } from '../testing/test-api.ts';
import { changeVideo, readyVideo, storedVideo } from '../testing/uploading.ts';
import { WorkerStandIn } from '../testing/worker-stand-in.ts';

const hostileTitle = `"><script>alert(1)</script>'`;

describe('pages', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let id: string;
  let privateId: string;

  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    ada = await api.person(`Ada & "Co"`);
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
    const page = await get(`/embed/${id}`);
    assert.equal(page.headers.get('x-frame-options'), null);
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors \*/);
    assert.equal((await get('/docs')).headers.get('x-frame-options'), 'DENY');
  });

  it('answers an embed address itself, whatever is asked of it', async () => {
    for (const query of ['', '?autoplay=1', '?a=b&a=c', `?title=${encodeURIComponent(hostileTitle)}`]) {
      assert.equal((await get(`/embed/${id}${query}`)).status, 200, query);
    }
    const page = await get(
      `/embed/${id}?autoplay=1&muted&loop=true&controls=0&keyboard=0&dnt=1&t=1m30s&end=2:00`,
    );
    const tag = /<vid-player[^>]+>/.exec(page.text)?.[0] ?? '';
    for (const attribute of [
      'autoplay',
      'muted',
      'loop',
      'without-controls',
      'without-hotkeys',
      'without-analytics',
    ]) {
      assert.match(tag, new RegExp(`\\s${attribute}\\s`), attribute);
    }
    assert.match(tag, /\sstart-time="90" end-time="120"\s/);
    const odd = await get(
      `/embed/${id}?autoplay=maybe&start=3"><script>&color=red;}&quality=<b>&cc=../..&controls=%00&end=-1`,
    );
    assert.doesNotMatch(odd.text, /autoplay|start-time|end-time|without-|data-quality|red;|<b>|<script>/);
  });

  it('allows the one style of the embed page by its hash, with the colour that was asked for', async () => {
    const page = await get(`/embed/${id}?color=C00000`);
    const style = /<style>([^<]+)<\/style>/.exec(page.text)?.[1] ?? '';
    assert.match(style, /vid-player[^}]+--vid-accent:#c00000\}/);
    const hash = createHash('sha256').update(style).digest('base64');
    assert.ok(page.headers.get('content-security-policy')?.includes(`style-src 'sha256-${hash}';`));
    assert.ok(!(await get(`/embed/${id}`)).text.includes('--vid-accent'));
  });

  it('shows the title over the poster where that is asked for', async () => {
    const page = await get(`/embed/${id}?title=1`);
    assert.match(
      page.text,
      new RegExp(`<a class="title" href="${api.url}/watch/${id}" target="_blank" rel="noopener"`),
    );
    assert.ok(page.text.includes('&lt;script&gt;alert(1)&lt;/script&gt;&#39;</a'));
    assert.ok(!(await get(`/embed/${id}`)).text.includes('class="title"'));
  });

  it('brings with the embed page what the player would ask for', async () => {
    const page = await get(`/embed/${id}`);
    const given = /<vid-player[^>]+ playback="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const playback = JSON.parse(
      given
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&'),
    ) as Playback;
    assert.equal(playback.videoId, id);
    assert.equal(playback.title, hostileTitle);
    assert.equal((await fetch(playback.hlsUrl)).status, 200);
    assert.match(page.text, /<noscript>\s*<video controls/);
    assert.equal(page.headers.get('cache-control'), 'no-store');
  });

  it('makes the language that was asked for the default one', async () => {
    for (const [language, kind] of [
      ['en', 'captions'],
      ['de', 'subtitles'],
    ] as const) {
      await ada.client.call('putCaptions', {
        params: { id, kind, language },
        body: { text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nHello', default: language === 'en' },
      });
    }
    const defaults = async (query: string) => {
      const { text } = await get(`/embed/${id}?${query}`);
      return [...text.matchAll(/language&quot;:&quot;(\w+)&quot;[^}]*default&quot;:true/g)].map(
        ([, language]) => language,
      );
    };
    assert.deepEqual(await defaults(''), ['en']);
    assert.deepEqual(await defaults('cc=DE'), ['de']);
    assert.deepEqual(await defaults('cc=0'), []);
    assert.deepEqual(await defaults('cc=1'), ['en']);
    assert.deepEqual(await defaults('texttrack=fr'), ['en']);
  });

  it('is a page without a player for what is not there, and says so to the page around it', async () => {
    const [hidden, missing, rubbish] = [
      await get(`/embed/${privateId}`),
      await get('/embed/018f0000-0000-7000-8000-000000000000'),
      await get('/embed/rubbish'),
    ];
    assert.deepEqual([hidden.status, missing.status, rubbish.status], [404, 404, 404]);
    assert.equal(hidden.text, missing.text);
    assert.match(hidden.text, /data-refused="NotFoundError"/);
    assert.match(hidden.headers.get('content-security-policy') ?? '', /frame-ancestors \*/);
  });

  it('keeps embed pages out of search results, but for the pages that show them', async () => {
    const page = await get(`/embed/${id}`);
    assert.match(page.text, /<meta name="robots" content="noindex, indexifembedded"/);
    assert.match(page.text, new RegExp(`<link rel="canonical" href="${api.url}/watch/${id}"`));
  });

  it('begins a watch page at the time of its address', async () => {
    assert.match((await get(`/watch/${id}?t=1m5s`)).text, /<vid-player[^>]+ start-time="65"/);
    assert.doesNotMatch((await get(`/watch/${id}?t="><script>`)).text, /start-time/);
  });

  it('describes public videos to search engines, and no others', async () => {
    const chapters = [
      { startMs: 0, title: '</script><script>alert(2)</script>' },
      { startMs: 500, title: 'Second' },
    ];
    await ada.client.call('putChapters', { params: { id }, body: { chapters } });
    const { text, headers } = await get(`/watch/${id}`);
    const [, data = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(text) ?? [];
    const object = JSON.parse(data) as Record<string, unknown>;
    assert.equal(object['@type'], 'VideoObject');
    assert.equal(object['name'], hostileTitle);
    assert.match(String(object['duration']), /^PT(\d+H)?(\d+M)?(\d+S)?$/);
    assert.ok(!Number.isNaN(Date.parse(String(object['uploadDate']))));
    assert.equal(object['embedUrl'], `${api.url}/embed/${id}`);
    assert.deepEqual(object['thumbnailUrl'], [`${api.url}/watch/${id}/poster.jpg`]);
    const clips = object['hasPart'] as Record<string, unknown>[];
    assert.deepEqual(
      clips.map(({ name, startOffset }) => [name, startOffset]),
      chapters.map(({ title, startMs }) => [title, startMs / 1000]),
    );
    assert.equal(headers.get('x-robots-tag'), null);
    const stream = await fetch(String(object['contentUrl']));
    assert.equal(stream.status, 200);
    assert.ok((await stream.text()).startsWith('#EXTM3U'));

    await changeVideo(ada, id, { embedOrigins: ['https://blog.example'] });
    assert.ok(!(await get(`/watch/${id}`)).text.includes('contentUrl'));
    assert.equal((await get(`/watch/${id}/video.m3u8`)).status, 403);
    await changeVideo(ada, id, { embedOrigins: null, visibility: 'unlisted' });
    const unlisted = await get(`/watch/${id}`);
    assert.equal(unlisted.headers.get('x-robots-tag'), 'noindex');
    assert.match(unlisted.text, /<meta name="robots" content="noindex"/);
    assert.ok(!unlisted.text.includes('ld+json'));
    assert.match((await get(`/embed/${id}`)).text, /<meta name="robots" content="noindex"/);
    await changeVideo(ada, id, { visibility: 'public' });
  });

  it('has a picture at an address that stays', async () => {
    const answer = await fetch(`${api.url}/watch/${id}/poster.jpg`, { redirect: 'manual' });
    assert.equal(answer.status, 302);
    assert.match(answer.headers.get('location') ?? '', new RegExp(`^${api.url}/p/`));
    for (const path of [
      `/watch/${privateId}/poster.jpg`,
      '/watch/rubbish/poster.jpg',
      `/watch/${privateId}/video.m3u8`,
    ]) {
      assert.equal((await get(path)).status, 404, path);
    }
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
