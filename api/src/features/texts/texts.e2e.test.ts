import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { readFrames } from '../../testing/frames.ts';
import { readyVideo, storedVideo } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

const subRip =
  '1\r\n00:00:01,000 --> 00:00:02,000\r\nFish & <i>chips</i>\r\n\r\n2\r\nsoon --> later\r\nLost\r\n';

describe('texts', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let bob: TestPerson;
  let id: string;

  const put = (name: { kind: 'captions' | 'subtitles'; language: string }, body: object = {}) =>
    ada.client.call('putCaptions', { params: { id, ...name }, body: { text: subRip, ...body } });
  const playback = () => ada.client.call('getPlayback', { params: { id } });

  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    [ada, bob] = [await api.person('Ada'), await api.person('Bob')];
    id = await readyVideo(ada, worker, {
      chapters: [
        { startMs: 0, title: 'Of the file' },
        { startMs: 1000, title: 'Also' },
      ],
    });
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  it('stores captions as clean WebVTT, tells what it left out, and gives them to players', async () => {
    const { track, dropped } = await put({ kind: 'subtitles', language: 'en-gb' }, { default: true });
    assert.deepEqual(dropped, [{ line: 6, fault: 'time_unreadable' }]);
    assert.deepEqual(
      [track.kind, track.language, track.label, track.default, track.cues],
      ['subtitles', 'en-GB', 'British English', true, 1],
    );
    const { tracks, transcriptUrl } = await playback();
    assert.equal(tracks.length, 1);
    const response = await fetch(tracks[0]?.url ?? '');
    assert.match(response.headers.get('content-type') ?? '', /^text\/vtt/);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.match(
      await response.text(),
      /^WEBVTT\n[^]*00:00:01\.000 --> 00:00:02\.000\nFish &amp; <i>chips<\/i>/,
    );
    assert.ok(transcriptUrl?.endsWith(`/v1/videos/${id}/transcript`));
  });

  it('replaces a track, and keeps one default', async () => {
    const before = (await playback()).tracks[0]?.url ?? '';
    await put(
      { kind: 'subtitles', language: 'en-GB' },
      { text: subRip.replace('Fish', 'Peas'), default: true },
    );
    await put({ kind: 'captions', language: 'de' }, { label: 'Für Gehörlose', default: true });
    const { captions } = await ada.client.call('getTexts', { params: { id } });
    assert.deepEqual(
      captions.map((one) => [one.kind, one.language, one.label, one.default]),
      [
        ['captions', 'de', 'Für Gehörlose', true],
        ['subtitles', 'en-GB', 'British English', false],
      ],
    );
    assert.equal((await fetch(before)).status, 404);
  });

  it('finds words, without minding case and accents', async () => {
    await put(
      { kind: 'subtitles', language: 'fr' },
      { text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nUn été <b>À</b> Nice' },
    );
    const ask = (query: object) => ada.client.call('getTranscript', { params: { id }, query });
    assert.deepEqual((await ask({ language: 'fr-CA', q: 'ETE nice' })).cues, [
      { startMs: 0, endMs: 1000, text: 'Un été À Nice' },
    ]);
    assert.deepEqual((await ask({ language: 'fr', q: 'winter' })).cues, []);
    assert.equal((await ask({})).language, 'de');
    await rejectsWith(ask({ language: 'ja' }), 'not_found');
  });

  it('removes a track', async () => {
    await ada.client.call('deleteCaptions', { params: { id, kind: 'subtitles', language: 'FR' } });
    await rejectsWith(
      ada.client.call('deleteCaptions', { params: { id, kind: 'subtitles', language: 'fr' } }),
      'not_found',
    );
    assert.ok((await playback()).tracks.every(({ language }) => language !== 'fr'));
  });

  it('takes the creator’s chapters before those of the file, and goes back', async () => {
    const set = (chapters: { startMs: number; title: string }[] | null) =>
      ada.client.call('putChapters', { params: { id }, body: { chapters } });
    const own = [
      { startMs: 0, title: 'Start' },
      { startMs: 500, title: 'More' },
    ];
    assert.deepEqual(await set(own).then(({ chapters, ownChapters }) => [chapters, ownChapters]), [
      own,
      true,
    ]);
    assert.deepEqual((await playback()).chapters, own);
    for (const wrong of [
      own.slice(0, 1),
      own.slice(1).concat(own),
      [...own, { startMs: 500, title: 'Again' }],
      [...own, { startMs: 900, title: '  ' }],
      [...own, { startMs: 86_400_000, title: 'After the end' }],
    ])
      await rejectsWith(set(wrong), 'invalid_request');
    assert.equal((await set(null)).ownChapters, false);
    assert.equal((await playback()).chapters[0]?.title, 'Of the file');
  });

  it('refuses what is no caption file, too large, wrongly named, or not theirs', async () => {
    for (const text of ['', 'hello', '{"cues":[]}', '<html>', '\0'])
      await rejectsWith(put({ kind: 'captions', language: 'en' }, { text }), 'captions_unreadable');
    await rejectsWith(
      put({ kind: 'captions', language: 'en' }, { text: 'x'.repeat(900_001) }),
      'invalid_request',
    );
    await rejectsWith(
      put({ kind: 'captions', language: 'en' }, { text: 'x'.repeat(1_100_000) }),
      'body_too_large',
    );
    await rejectsWith(put({ kind: 'captions', language: 'en' }, { text: 7 }), 'invalid_request');
    await rejectsWith(put({ kind: 'captions', language: 'e' }), 'not_found');
    await rejectsWith(put({ kind: 'captions', language: 'en-a' }), 'invalid_request');
    await rejectsWith(put({ kind: 'chapters' as 'captions', language: 'en' }), 'not_found');
    await rejectsWith(
      bob.client.call('putCaptions', {
        params: { id, kind: 'captions', language: 'en' },
        body: { text: subRip },
      }),
      'not_found',
    );
    await rejectsWith(
      bob.client.call('putChapters', { params: { id }, body: { chapters: null } }),
      'not_found',
    );
    await rejectsWith(bob.client.call('getTranscript', { params: { id }, query: {} }), 'not_found');
    await rejectsWith(api.visitor.call('getTexts', { params: { id } }), 'not_found');
  });

  it('takes over what lay in the file, and never in the place of what the creator brought', async () => {
    const other = await storedVideo(ada);
    const publication = await worker.publication(other);
    await worker.put(`${publication.prefix}text-en.vtt`, 'WEBVTT\n\n00:00.000 --> 00:01.000\nOf the file\n');
    await ada.client.call('putCaptions', {
      params: { id: other, kind: 'subtitles', language: 'de' },
      body: { text: subRip },
    });
    const captions = ['en', 'de'].map((language) => ({
      file: 'text-en.vtt',
      kind: 'subtitles' as const,
      language,
      cues: 1,
    }));
    const frames = await readFrames(ada.client, 'followVideo', { id: other });
    await worker.report({
      type: 'complete',
      videoId: other,
      encode: 1,
      publication: { ...publication, captions },
      warnings: [],
    });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
    frames.stop();
    const said = async (language: string) =>
      (await ada.client.call('getTranscript', { params: { id: other }, query: { language } })).cues[0]?.text;
    assert.deepEqual([await said('en'), await said('de')], ['Of the file', 'Fish & chips']);
  });

  it('lists the texts in the stream, under a name of its own for each set of them', async () => {
    const other = await readyVideo(ada, worker);
    const variant = '#EXT-X-STREAM-INF:BANDWIDTH=1000\n360.m3u8\n';
    await worker.put(`v/${other}/11/master.m3u8`, `#EXTM3U\n#EXT-X-VERSION:7\n${variant}`);
    const stream = async () => (await ada.client.call('getPlayback', { params: { id: other } })).hlsUrl;
    const store = (kind: 'subtitles' | 'forced', text = subRip) =>
      ada.client.call('putCaptions', { params: { id: other, kind, language: 'en' }, body: { text } });
    const listed = async (url: string) => {
      const text = await (await fetch(url)).text();
      return [...text.matchAll(/TYPE=SUBTITLES.*URI="([^"]+)"/g)].map(
        ([, uri = '']) => new URL(uri, url).href,
      );
    };
    const bare = await stream();
    assert.match(bare, /\/11\/master\.m3u8$/);

    await store('subtitles');
    const one = await stream();
    assert.match(one, /\/11\/master-[0-9a-f]{16}\.m3u8$/);
    assert.equal(await stream(), one);
    assert.match(await (await fetch(one)).text(), /BANDWIDTH=1000,SUBTITLES="texts"\n360\.m3u8\n$/);
    const [list = ''] = await listed(one);
    const playlist = await fetch(list);
    assert.equal(playlist.headers.get('content-type'), 'application/vnd.apple.mpegurl');
    const file = /^[^#].*\.vtt$/m.exec(await playlist.text())?.[0] ?? '';
    assert.match(await (await fetch(new URL(file, list))).text(), /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0/);

    await store('forced');
    const two = await stream();
    assert.equal((await listed(two)).length, 2);
    const { tracks } = await ada.client.call('getPlayback', { params: { id: other } });
    assert.deepEqual(
      tracks.map(({ kind, forced }) => [kind, forced]),
      [
        ['subtitles', true],
        ['subtitles', false],
      ],
    );
    await store('subtitles', subRip.replace('Fish', 'Peas'));
    const three = await stream();
    assert.equal(new Set([bare, one, two, three]).size, 4);

    await ada.client.call('reprocessVideo', { params: { id: other } });
    const frames = await readFrames(ada.client, 'followVideo', { id: other });
    const publication = await worker.publication(other, 22);
    await worker.report({ type: 'complete', videoId: other, encode: 2, publication, warnings: [] });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
    frames.stop();
    assert.match(await stream(), /\/22\/master-[0-9a-f]{16}\.m3u8$/);
    const four = await stream();
    assert.equal((await listed(four)).length, 2);

    const { oldPlaylists } = await api.product.audit.run({ olderThanMs: -1000 });
    assert.ok(oldPlaylists > 0);
    assert.equal((await api.product.audit.run({ olderThanMs: -1000 })).oldPlaylists, 0);
    for (const url of [four, ...(await listed(four))]) assert.equal((await fetch(url)).status, 200);

    for (const kind of ['subtitles', 'forced'] as const) {
      await ada.client.call('deleteCaptions', { params: { id: other, kind, language: 'en' } });
    }
    assert.match(await stream(), /\/22\/master\.m3u8$/);
  });

  it('strips what could be a script in any reader of WebVTT', async () => {
    const { track } = await put(
      { kind: 'captions', language: 'en' },
      {
        text: 'WEBVTT\n\nSTYLE\n::cue{background:url(//evil.test)}\n\n00:00.000 --> 00:01.000\n<img src=x onerror=alert(1)>Hi<script>x</script>',
      },
    );
    const file = await (await fetch(track.url)).text();
    assert.match(file, /\nHix\n/);
    assert.doesNotMatch(file, /evil|onerror|script/);
  });
});
