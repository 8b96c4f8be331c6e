import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { objectStored, type ObjectStored } from '@vidkit/contracts/events/media';
import type { Trim } from '@vidkit/contracts/schemas/trim';
import type { Video } from '@vidkit/contracts/schemas/video';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { readyVideo, storedVideo, uploadBytes } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

describe('trimming', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;

  before(async () => {
    api = await startTestApi({ ARCHIVE_RESTORE_SECONDS: '3600' });
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const video = (id: string): Promise<Video> => ada.client.call('getVideo', { params: { id } });
  const playback = (id: string) => ada.client.call('getPlayback', { params: { id } });
  const put = async (id: string, trim: Trim | null, version?: number, person = ada): Promise<Video> =>
    person.client.call('putTrim', {
      params: { id },
      ifMatch: version ?? (await video(id)).version,
      body: { trim },
    });
  const wanted = { startMs: 2000, endMs: 7000 };

  /** What the pipelines were asked for, of the encode with this number. */
  const asked = async (id: string, encode: number): Promise<ObjectStored> => {
    const { rows } = await api.product.knex.raw<{ rows: { message: unknown }[] }>(
      `with sent as (
         select message from outbox union all select data -> 'message' from pgboss.job where name = 'object-stored'
       )
       select message from sent where message @> ?`,
      [JSON.stringify({ videoId: id, encode })],
    );
    return objectStored.parse(rows[0]?.message);
  };
  const complete = async (id: string, encode: number, trim: Trim | null): Promise<void> => {
    const frames = await readFrames(ada.client, 'followVideo', { id });
    const made = { ...(await worker.publication(id, encode * 10 + 2)), trim };
    const publication = trim ? { ...made, durationMs: trim.endMs - trim.startMs } : made;
    await worker.report({ type: 'complete', videoId: id, encode, publication, warnings: [] });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
    frames.stop();
  };
  const trimmed = async (): Promise<string> => {
    const id = await readyVideo(ada, worker);
    await put(id, wanted);
    await complete(id, 2, wanted);
    return id;
  };

  it('asks for a part of the original; what plays stays until that is there', async () => {
    const id = await readyVideo(ada, worker);
    await ada.client.call('createComment', { params: { id }, body: { body: 'First!' } });
    const before = await playback(id);
    assert.equal((await put(id, wanted)).status, 'processing');
    const message = await asked(id, 2);
    assert.deepEqual([message.trim, message.whole], [wanted, `v/${id}/11/`]);
    assert.equal((await playback(id)).revision, before.revision);
    await complete(id, 2, wanted);
    const after = await playback(id);
    assert.deepEqual([after.revision, after.durationMs], [22, 5000]);
    assert.equal((await video(id)).comments, 1);
    const whole = await ada.client.call('getTrim', { params: { id } });
    assert.deepEqual([whole.trim, whole.durationMs], [wanted, 8000]);
    assert.equal((await fetch(whole.hlsUrl)).status, 200);
  });

  it('is asked for once, on the version that was seen', async () => {
    const id = await readyVideo(ada, worker);
    const { version } = await video(id);
    await put(id, wanted, version);
    const again = await put(id, wanted, version);
    assert.equal(again.version, (await video(id)).version);
    await rejectsWith(put(id, { startMs: 0, endMs: 3000 }, version), 'version_conflict');
    await rejectsWith(put(id, null, version), 'version_conflict');
    await assert.rejects(asked(id, 3));
    const later = { startMs: 0, endMs: 3000 };
    await put(id, later);
    assert.deepEqual((await asked(id, 3)).trim, later);
  });

  it('names what is wrong with the times', async () => {
    const id = await readyVideo(ada, worker);
    for (const [startMs, endMs, code] of [
      [3000, 3000, 'trim_reversed'],
      [7000, 2000, 'trim_reversed'],
      [0, 8001, 'trim_outside'],
      [2000, 2999, 'trim_too_short'],
      [2000.5, 5000, 'invalid_request'],
      [-1, 5000, 'invalid_request'],
    ] as const)
      await rejectsWith(put(id, { startMs, endMs }), code);
    assert.equal((await put(id, { startMs: 0, endMs: 8000 })).status, 'ready', 'all of it is no trim');
    await rejectsWith(
      ada.client.call('putTrim', { params: { id }, body: { trim: null } }),
      'precondition_required',
    );
  });

  it('is for the owner alone, and for what is complete', async () => {
    const id = await readyVideo(ada, worker);
    const eve = await api.person('Eve');
    const { version } = await video(id);
    await rejectsWith(put(id, wanted, version, eve), 'not_found');
    await rejectsWith(eve.client.call('getTrim', { params: { id } }), 'not_found');
    await rejectsWith(api.visitor.call('getTrim', { params: { id } }), 'unauthenticated');
    const unfinished = await storedVideo(ada);
    await rejectsWith(put(unfinished, wanted), 'trim_unavailable');
    await rejectsWith(ada.client.call('getTrim', { params: { id: unfinished } }), 'trim_unavailable');
  });

  it('is undone at once, without a worker, also while it is made', async () => {
    const id = await trimmed();
    const undone = await put(id, null);
    assert.deepEqual([undone.status, undone.durationMs], ['ready', 8000]);
    const { revision, hlsUrl } = await playback(id);
    assert.equal(revision, 32);
    assert.match(hlsUrl, /\/11\/master\.m3u8$/);
    assert.equal((await fetch(hlsUrl)).status, 200);

    await put(id, wanted);
    assert.equal((await put(id, null)).status, 'ready');
    const late = { ...(await worker.publication(id, 42)), trim: wanted };
    await worker.report({ type: 'complete', videoId: id, encode: 4, publication: late, warnings: [] });
    await put(id, { startMs: 1000, endMs: 6000 });
    await complete(id, 6, { startMs: 1000, endMs: 6000 });
    assert.equal(
      (await playback(id)).revision,
      62,
      'the late news of an encode that was ended changed nothing',
    );
  });

  it('encodes all of it again where the kept revision is gone', async () => {
    const id = await trimmed();
    await rm(join(api.dataDir, 'objects/objects/v', id, '11'), { recursive: true });
    assert.equal((await put(id, null)).status, 'processing');
    assert.equal((await asked(id, 3)).trim, null);
  });

  it('keeps all of it while the trim stands, and what plays', async () => {
    const id = await trimmed();
    const objects = async () => {
      await api.product.audit.run({ olderThanMs: -1000 });
      const known = await Promise.all(
        [11, 22].map((revision) => worker.has(`v/${id}/${revision}/master.m3u8`)),
      );
      return known;
    };
    assert.deepEqual(await objects(), [true, true]);
    const { usedBytes } = (await ada.client.call('getMe')).storage;
    await put(id, null);
    assert.deepEqual(await objects(), [true, false]);
    assert.equal((await ada.client.call('getMe')).storage.usedBytes, usedBytes - 2014);
  });

  it('stays when the video is encoded again, and is forgotten with its original', async () => {
    const id = await trimmed();
    await ada.client.call('reprocessVideo', { params: { id } });
    assert.deepEqual((await asked(id, 3)).trim, wanted);
    const { upload, parts } = await uploadBytes(ada, 500, { videoId: id });
    await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    const message = await asked(id, 4);
    assert.deepEqual([message.trim, message.whole], [null, null]);
    await rejectsWith(ada.client.call('getTrim', { params: { id } }), 'trim_unavailable');
    await complete(id, 4, null);
    assert.equal((await ada.client.call('getTrim', { params: { id } })).trim, null);
  });

  it('brings the original back first, and needs none to be undone', async () => {
    const id = await trimmed();
    await api.product.knex('video').where({ id }).update({ source_state: 'archived' });
    const later = { startMs: 0, endMs: 3000 };
    const waiting = await put(id, later);
    assert.deepEqual([waiting.status, waiting.source?.state], ['ready', 'restoring']);
    assert.deepEqual((await ada.client.call('getTrim', { params: { id } })).trim, later);
    assert.equal((await playback(id)).durationMs, 5000, 'the older part plays meanwhile');
    assert.equal((await put(id, null)).durationMs, 8000);
    const row = await api.product.knex('video').where({ id }).first<{ source_then_encode: boolean }>();
    assert.equal(row.source_then_encode, false);
  });

  it('moves captions, transcript and chapters; what is stored stays in the time of the whole', async () => {
    const id = await readyVideo(ada, worker);
    const text =
      'WEBVTT\n\n00:01.000 --> 00:03.000\nBefore\n\n00:04.000 --> 00:05.000\nIn\n\n00:07.500 --> 00:08.000\nAfter';
    const name = { id, kind: 'captions', language: 'en' } as const;
    await ada.client.call('putCaptions', { params: name, body: { text } });
    const chapters = [0, 3000, 7500].map((startMs) => ({ startMs, title: `At ${startMs}` }));
    await put(id, wanted);
    await complete(id, 2, wanted);
    await ada.client.call('putChapters', { params: { id }, body: { chapters } });

    const shown = await playback(id);
    assert.deepEqual(
      shown.chapters.map(({ startMs }) => startMs),
      [0, 1000],
    );
    const cut = await (await fetch(shown.tracks[0]?.url ?? '')).text();
    assert.match(cut, /00:00:00\.000 --> 00:00:01\.000\nBefore\n\n00:00:02\.000 --> 00:00:03\.000\nIn\n$/);
    const transcript = await ada.client.call('getTranscript', { params: { id } });
    assert.deepEqual(
      transcript.cues.map(({ startMs, text: words }) => [startMs, words]),
      [
        [0, 'Before'],
        [2000, 'In'],
      ],
    );
    const stored = await ada.client.call('getTexts', { params: { id } });
    assert.deepEqual(stored.chapters, chapters);
    assert.match(await (await fetch(stored.captions[0]?.url ?? '')).text(), /00:00:07\.500/);

    await put(id, null);
    assert.equal((await playback(id)).chapters.length, 3);
    await ada.client.call('deleteCaptions', { params: name });
    assert.deepEqual(await worker.keys(`v/${id}/text/`), []);
  });
});
