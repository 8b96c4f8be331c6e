import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';

import type { TranscriptionWanted } from '@vidkit/contracts/events/transcription';
import { eventually } from '@vidkit/platform/testing/eventually';

import { runCommand } from '../../cli/run-command.ts';
import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { changeVideo, readyVideo, storedVideo } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

const heard = (words: string): string => `WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n${words}\n`;

describe('captions from the sound', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let bob: TestPerson;
  let id: string;
  const wishes: TranscriptionWanted[] = [];

  const ask = (body: { language?: string } = {}, videoId = id, person = ada) =>
    person.client.call('generateCaptions', { params: { id: videoId }, body });
  const texts = (videoId = id, person = ada) => person.client.call('getTexts', { params: { id: videoId } });
  /** The wish that the last request became. */
  const wish = async (videoId = id): Promise<TranscriptionWanted> => {
    const { number } = await api.product
      .knex('transcription')
      .where({ video_id: videoId })
      .first<{ number: number }>();
    const find = () => wishes.findLast((one) => one.videoId === videoId && one.number === number);
    await eventually(() => find() !== undefined);
    const found = find();
    assert.ok(found);
    return found;
  };
  const settled = (videoId = id) =>
    eventually(async () => (await texts(videoId)).generation?.state !== 'working');
  /** Waits until all reports that were sent before are dealt with: those of one video come in order. */
  const reported = async (videoId = id): Promise<void> => {
    const key = `v/${videoId}/text/heard-0.vtt`;
    await worker.hear({ videoId, number: 0 }, 'nothing', null);
    await eventually(async () => !(await worker.has(key)));
  };

  before(async () => {
    api = await startTestApi({ TRANSCRIBER_MODEL: '/srv/models/any.bin' });
    worker = await WorkerStandIn.start(api);
    await worker.takeTranscriptions((one) => wishes.push(one));
    [ada, bob] = [await api.person('Ada'), await api.person('Bob')];
    id = await readyVideo(ada, worker);
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  it('are asked for once, however often, and followed to their end', async () => {
    const frames = await readFrames(ada.client, 'followMe', {});
    assert.deepEqual(await texts().then(({ canGenerate, generation }) => [canGenerate, generation]), [
      true,
      null,
    ]);
    const asked = await ask();
    assert.deepEqual(asked.generation, { state: 'working', language: null, percent: 0, failure: null });
    assert.equal(asked.canGenerate, false);
    const wanted = await wish();
    assert.deepEqual(wanted, {
      videoId: id,
      number: 1,
      prefix: `v/${id}/11/`,
      multivariant: 'master.m3u8',
      durationMs: 8000,
      language: null,
    });
    assert.deepEqual((await ask({ language: 'de' })).generation, asked.generation);

    const seen = frames.frames.length;
    await worker.reportTranscription({ type: 'transcribing', videoId: id, number: 1, percent: 40 });
    await eventually(async () => (await texts()).generation?.percent === 40);
    await eventually(() => frames.frames.slice(seen).some(({ type }) => type === 'texts'));
    frames.stop();

    await worker.hear(wanted, heard('Good morning &amp; welcome'), 'en');
    await settled();
    const { captions, generation, canGenerate } = await texts();
    assert.deepEqual(
      captions.map(({ kind, language, label, generated, default: first, cues }) => [
        ...[kind, language, label, generated, first, cues],
      ]),
      [['subtitles', 'en', 'English (automatic)', true, false, 1]],
    );
    assert.deepEqual([generation, canGenerate], [null, true]);
    await eventually(async () => !(await worker.has(`v/${id}/text/heard-1.vtt`)));
    assert.equal(wishes.length, 1);
  });

  it('are tracks like others: for players, in the stream, as a transcript, and cut', async () => {
    const { tracks, hlsUrl } = await ada.client.call('getPlayback', { params: { id } });
    assert.deepEqual(
      tracks.map(({ kind, label }) => [kind, label]),
      [['subtitles', 'English (automatic)']],
    );
    const playlist = await (await fetch(hlsUrl)).text();
    assert.match(playlist, /NAME="English \(automatic\)",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=YES/);
    const said = await ada.client.call('getTranscript', { params: { id }, query: { q: 'WELCOME' } });
    assert.deepEqual(said.cues, [{ startMs: 0, endMs: 1000, text: 'Good morning & welcome' }]);
  });

  it('take the place of those that were heard before', async () => {
    const [before] = (await texts()).captions;
    await ask({ language: 'EN' });
    const wanted = await wish();
    assert.deepEqual([wanted.number, wanted.language], [2, 'en']);
    await worker.hear(wanted, heard('Better'), 'en');
    await settled();
    const { captions } = await texts();
    assert.equal(captions.length, 1);
    assert.match(await (await fetch(captions[0]?.url ?? '')).text(), /Better/);
    assert.equal((await fetch(before?.url ?? '')).status, 404);
  });

  it('give way to what a person writes, and never replace it', async () => {
    const params = { id, kind: 'subtitles', language: 'en' } as const;
    await ada.client.call('putCaptions', { params, body: { text: heard('By hand') } });
    const own = (await texts()).captions;
    assert.deepEqual(
      own.map(({ label, generated }) => [label, generated]),
      [['English', false]],
    );
    await rejectsWith(ask({ language: 'en' }), 'captions_exist');

    await ask();
    await worker.hear(await wish(), heard('By a program'), 'en');
    await settled();
    const { captions, generation, canGenerate } = await texts();
    assert.deepEqual(
      captions.map(({ url: _, ...one }) => one),
      own.map(({ url: _, ...one }) => one),
    );
    assert.deepEqual([generation?.state, generation?.failure?.code], ['failed', 'captions_kept']);
    assert.equal(canGenerate, true);
    assert.match(await (await fetch(captions[0]?.url ?? '')).text(), /By hand/);
    // The very words of the person are no other file, and stay too.
    await ask();
    const text = await (await fetch(captions[0]?.url ?? '')).text();
    await worker.hear(await wish(), text, 'en');
    await settled();
    assert.equal((await fetch(captions[0]?.url ?? '')).status, 200);
  });

  it('are in the language of the video where the program cannot tell', async () => {
    await changeVideo(ada, id, { language: 'de-CH' });
    await ask();
    await worker.hear(await wish(), heard('Grüezi'), null);
    await settled();
    const found = (await texts()).captions.find(({ generated }) => generated);
    assert.deepEqual([found?.language, found?.label], ['de-CH', 'Schweizer Hochdeutsch (automatisch)']);
    // Nothing keeps a video from saying what no language is.
    await changeVideo(ada, id, { language: 'en-a' });
    await ask();
    await worker.hear(await wish(), heard('Well'), null);
    await settled();
    assert.ok((await texts()).captions.some(({ language }) => language === 'und'));
    await changeVideo(ada, id, { language: 'en' });
  });

  it('tell why there are none, until they are asked for again', async () => {
    await ask({ language: 'fr' });
    const { number } = await wish();
    const failure = { code: 'no_speech', detail: 'Nothing was heard.' };
    await worker.reportTranscription({ type: 'transcription_failed', videoId: id, number, failure });
    await settled();
    assert.deepEqual((await texts()).generation, { state: 'failed', language: 'fr', percent: 0, failure });
    assert.equal((await texts()).canGenerate, true);
    assert.equal((await ask({ language: 'fr' })).generation?.state, 'working');
    await worker.hear(await wish(), heard('Bonjour'), 'fr');
    await settled();
  });

  it('do not change by old, repeated or unreadable news', async () => {
    await ask({ language: 'it' });
    const { number } = await wish();
    const before = await texts();
    await worker.hear({ videoId: id, number: number - 1 }, heard('old'), 'it');
    const status = { type: 'transcribing', videoId: id, number: number + 1, percent: 90 } as const;
    await worker.reportTranscription(status);
    await worker.reportTranscription({ ...status, number, percent: 900 });
    await worker.reportTranscription({ hello: 'world' } as never);
    await reported();
    const shown = ({ captions, generation }: typeof before) => [
      generation,
      captions.map(({ language }) => language),
    ];
    assert.deepEqual(shown(await texts()), shown(before));
    await worker.hear({ videoId: id, number }, heard('Ciao'), 'it');
    await settled();
    await worker.hear({ videoId: id, number }, heard('Twice'), 'it');
    await reported();
    const track = (await texts()).captions.find(({ language }) => language === 'it');
    assert.match(await (await fetch(track?.url ?? '')).text(), /Ciao/);
    assert.equal(await worker.hasAny(`v/${id}/text/heard`), false);
  });

  it('are refused to others, without sound, too early, and for no language', async () => {
    await rejectsWith(ask({}, id, bob), 'not_found');
    await rejectsWith(ask({}, '01990000-0000-7000-8000-00000000dead'), 'not_found');
    await rejectsWith(api.visitor.call('generateCaptions', { params: { id }, body: {} }), 'unauthenticated');
    const limited = await api.person('Cy', ['videos:read']);
    await rejectsWith(ask({}, id, limited), 'insufficient_scope');
    await rejectsWith(ask({}, await storedVideo(ada)), 'sound_unavailable');
    await rejectsWith(ask({}, await readyVideo(ada, worker, { hasAudio: false })), 'sound_unavailable');
    const resting = await readyVideo(ada, worker);
    await ada.client.call('archiveVideo', { params: { id: resting } });
    await rejectsWith(ask({}, resting), 'video_archived');
    assert.equal((await texts(resting)).canGenerate, false);
    for (const body of [{ language: 'e' }, { language: 7 }, { language: '' }, { model: 'x' }, []])
      await rejectsWith(ask(body as never), 'invalid_request');
    await rejectsWith(ask({ language: 'en-a' }), 'invalid_request');
  });

  it('are nobody else’s business while they are made', async () => {
    await changeVideo(ada, id, { visibility: 'public' });
    await ask({ language: 'sv' });
    const { generation, canGenerate, captions } = await texts(id, bob);
    assert.deepEqual([generation, canGenerate], [null, false]);
    assert.ok(captions.length > 0);
    await worker.hear(await wish(), heard('Hej'), 'sv');
    await settled();
  });

  it('leave nothing behind of a video that is deleted meanwhile', async () => {
    const doomed = await readyVideo(ada, worker);
    await ask({}, doomed);
    const wanted = await wish(doomed);
    await ada.client.call('deleteVideo', { params: { id: doomed } });
    await api.product
      .knex('video')
      .where({ id: doomed })
      .update({ deleted_at: new Date(0) });
    await api.product.janitor.run();
    await worker.hear(wanted, heard('Too late'), 'en');
    await eventually(async () => !(await worker.hasAny(`v/${doomed}/`)));
    assert.deepEqual(await api.product.knex('caption').where({ video_id: doomed }), []);
  });

  it('are asked for from the shell, too', async () => {
    const spoken = await readyVideo(ada, worker);
    const said: string[] = [];
    const args = ['video', 'captions', spoken, '--owner', ada.email, '--language', 'nl'];
    const code = await runCommand(args, {
      env: {
        ...{ DATA_DIR: api.dataDir, DATABASE_URL: api.databaseUrl, PUBLIC_URL: api.url },
        ...{ HOST: '127.0.0.1', PORT: new URL(api.url).port },
      },
      stdin: Readable.from([]),
      out: (line) => said.push(line),
      err: (what) => said.push(String(what)),
    });
    assert.deepEqual([code, said], [0, ['Captions: working']]);
    assert.equal((await wish(spoken)).language, 'nl');
  });

  it('are asked for again when nothing is heard of them', async () => {
    await ask({ language: 'da' });
    const first = await wish();
    await api.product
      .knex('transcription')
      .where({ video_id: id })
      .update({ heard_at: new Date(0) });
    await api.product.janitor.run();
    const same = () => wishes.filter(({ videoId, number }) => videoId === id && number === first.number);
    await eventually(() => same().length > 1);
    assert.deepEqual(same().at(-1), first);
  });
});

describe('captions from the sound, without a program that hears', () => {
  it('are not offered, and refused with the reason', async () => {
    const api = await startTestApi();
    const worker = await WorkerStandIn.start(api);
    try {
      const ada = await api.person('Ada');
      const id = await readyVideo(ada, worker);
      const { canGenerate } = await ada.client.call('getTexts', { params: { id } });
      assert.equal(canGenerate, false);
      await rejectsWith(
        ada.client.call('generateCaptions', { params: { id }, body: {} }),
        'transcriber_missing',
      );
    } finally {
      await worker.stop();
      await api.stop();
    }
  });
});

describe('captions from the sound, unasked', () => {
  it('are heard once for videos that become ready without any', async () => {
    const api = await startTestApi({ TRANSCRIBER_MODEL: '/srv/models/any.bin', AUTO_CAPTIONS: '1' });
    const worker = await WorkerStandIn.start(api);
    const wishes: TranscriptionWanted[] = [];
    try {
      await worker.takeTranscriptions((one) => wishes.push(one));
      const ada = await api.person('Ada');
      await readyVideo(ada, worker, { hasAudio: false });
      const id = await readyVideo(ada, worker);
      await eventually(() => wishes.length === 1);
      assert.equal(wishes[0]?.videoId, id);
      const { number } = wishes[0];
      await worker.hear({ videoId: id, number }, heard('Hello'), 'en');
      await eventually(async () => (await worker.keys(`v/${id}/text/subtitles-en`)).length === 1);
      const params = { id, kind: 'subtitles', language: 'en' } as const;
      await eventually(() =>
        ada.client.call('deleteCaptions', { params }).then(
          () => true,
          () => false,
        ),
      );

      const publication = await worker.publication(id);
      await worker.report({ type: 'complete', videoId: id, encode: 1, publication, warnings: [] });
      await readyVideo(ada, worker);
      await eventually(() => wishes.length === 2);
      assert.notEqual(wishes[1]?.videoId, id);
    } finally {
      await worker.stop();
      await api.stop();
    }
  });
});
