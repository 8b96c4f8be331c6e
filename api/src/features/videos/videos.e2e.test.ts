import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { Video } from '@vidkit/contracts/schemas/video';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { storedVideo } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

describe('videos', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let eve: TestPerson;

  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
    eve = await api.person('Eve');
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const get = (id: string, person = ada): Promise<Video> =>
    person.client.call('getVideo', { params: { id } });

  it('pages through my videos, newest first, without repeats', async () => {
    const bea = await api.person('Bea');
    const made: string[] = [];
    for (let count = 0; count < 5; count++) made.unshift(await storedVideo(bea));
    const first = await bea.client.call('listVideos', { query: { limit: 2 } });
    assert.ok(first.nextCursor);
    const second = await bea.client.call('listVideos', { query: { limit: 2, cursor: first.nextCursor } });
    assert.ok(second.nextCursor);
    const third = await bea.client.call('listVideos', { query: { limit: 2, cursor: second.nextCursor } });
    assert.equal(third.nextCursor, null);
    assert.deepEqual(
      [...first.items, ...second.items, ...third.items].map((video) => video.id),
      made,
    );
    await rejectsWith(
      bea.client.call('listVideos', { query: { limit: 2, cursor: first.nextCursor, status: 'ready' } }),
      'invalid_cursor',
    );
    await rejectsWith(
      ada.client.call('listVideos', { query: { cursor: first.nextCursor } }),
      'invalid_cursor',
    );
    await rejectsWith(ada.client.call('listVideos', { query: { cursor: 'rubbish' } }), 'invalid_cursor');
    await rejectsWith(ada.client.call('listVideos', { query: { limit: 101 } }), 'invalid_request');
  });

  it('finds by title, and takes wildcards as text', async () => {
    const cleo = await api.person('Cleo');
    const id = await storedVideo(cleo);
    await cleo.client.call('updateVideo', {
      params: { id },
      ifMatch: (await get(id, cleo)).version,
      body: { title: '100 % Cheese_cake' },
    });
    const search = async (q: string) => (await cleo.client.call('listVideos', { query: { q } })).items.length;
    assert.equal(await search('cheese_'), 1);
    assert.equal(await search('100 %'), 1);
    assert.equal(await search('%x'), 0);
    assert.equal(await search("'; drop table video; --"), 0);
  });

  it('changes what is asked, against the version that was read', async () => {
    const id = await storedVideo(ada);
    const { version } = await get(id);
    const updated = await ada.client.call('updateVideo', {
      params: { id },
      ifMatch: version,
      body: { title: ' A \u202Enew title ', description: 'a\r\nb', visibility: 'public', language: 'en' },
    });
    assert.equal(updated.title, 'A  new title');
    assert.equal(updated.description, 'a\nb');
    assert.equal(updated.visibility, 'public');
    assert.equal(updated.version, version + 1);
    await rejectsWith(
      ada.client.call('updateVideo', { params: { id }, ifMatch: version, body: { title: 'x' } }),
      'version_conflict',
    );
    await rejectsWith(
      ada.client.call('updateVideo', { params: { id }, body: { title: 'x' } }),
      'precondition_required',
    );
  });

  it('refuses wrong fields by name', async () => {
    const id = await storedVideo(ada);
    const { version: ifMatch } = await get(id);
    const patch = (body: object) => ada.client.call('updateVideo', { params: { id }, ifMatch, body });
    for (const body of [
      { title: '' },
      { title: 'x'.repeat(201) },
      { title: 7 },
      { visibility: 'everybody' },
      { visibility: 'scheduled' },
      { publishAt: 'tomorrow' },
      { language: 'klingon language' },
      { ownerId: eve.id },
    ]) {
      await rejectsWith(patch(body), 'invalid_request');
    }
    assert.equal((await get(id)).version, ifMatch);
  });

  it("hides private videos, and everybody else's from changes", async () => {
    const id = await storedVideo(ada);
    const { version: ifMatch } = await get(id);
    await rejectsWith(eve.client.call('getVideo', { params: { id } }), 'not_found');
    await rejectsWith(api.visitor.call('getVideo', { params: { id } }), 'not_found');
    await rejectsWith(api.visitor.call('getPlayback', { params: { id } }), 'not_found');
    await ada.client.call('updateVideo', { params: { id }, ifMatch, body: { visibility: 'unlisted' } });
    const seen = await api.visitor.call('getVideo', { params: { id } });
    assert.equal(seen.fileName, null);
    const foreign = { params: { id }, ifMatch: ifMatch + 1 };
    await rejectsWith(eve.client.call('updateVideo', { ...foreign, body: { title: 'mine' } }), 'not_found');
    await rejectsWith(eve.client.call('deleteVideo', { params: { id } }), 'not_found');
    await rejectsWith(eve.client.call('restoreVideo', { params: { id } }), 'not_found');
    await rejectsWith(eve.client.call('reprocessVideo', { params: { id } }), 'not_found');
  });

  it('shows a scheduled video when its time has come', async () => {
    const id = await storedVideo(ada);
    const schedule = async (publishAt: Date) =>
      ada.client.call('updateVideo', {
        params: { id },
        ifMatch: (await get(id)).version,
        body: { visibility: 'scheduled', publishAt: publishAt.toISOString() },
      });
    await schedule(new Date(Date.now() + 60_000));
    await rejectsWith(api.visitor.call('getVideo', { params: { id } }), 'not_found');
    await schedule(new Date(Date.now() - 1000));
    assert.equal((await api.visitor.call('getVideo', { params: { id } })).id, id);
  });

  it('answers 404 for ids that are none', async () => {
    for (const id of ['x', '../healthz', randomUUID(), `${randomUUID()}'`, '%00']) {
      await rejectsWith(ada.client.call('getVideo', { params: { id } }), 'not_found');
    }
  });

  it('deletes, and takes the deletion back', async () => {
    const id = await storedVideo(ada);
    await ada.client.call('deleteVideo', { params: { id } });
    await rejectsWith(ada.client.call('getVideo', { params: { id } }), 'not_found');
    assert.ok(!(await ada.client.call('listVideos')).items.some((video) => video.id === id));
    await rejectsWith(ada.client.call('deleteVideo', { params: { id } }), 'not_found');
    assert.equal((await ada.client.call('restoreVideo', { params: { id } })).id, id);
  });

  it('follows a video from processing to ready, live', async () => {
    const id = await storedVideo(ada);
    const mine = await readFrames(ada.client, 'followMe');
    const one = await readFrames(ada.client, 'followVideo', { id });
    await rejectsWith(ada.client.call('getPlayback', { params: { id } }), 'not_playable');

    const progress = { stage: 'first_rendition' as const, percent: 40, secondsLeft: 3 };
    await worker.report({ type: 'progress', videoId: id, encode: 1, progress });
    await mine.until(
      (frame) => frame.type === 'video' && frame.videoId === id && frame.progress?.percent === 40,
    );
    // News of an older or unknown encode, and steps back, change nothing.
    await worker.report({ type: 'progress', videoId: id, encode: 1, progress: { ...progress, percent: 20 } });
    await worker.report({
      type: 'failed',
      videoId: id,
      encode: 7,
      failure: { code: 'not_media', detail: 'x' },
    });

    const publication = await worker.publication(id);
    const growing = { ...publication, growing: true };
    await worker.report({
      type: 'playable',
      videoId: id,
      encode: 1,
      publication: { ...growing, poster: null },
    });
    await one.until((frame) => frame.type === 'video' && frame.playable);
    assert.equal((await get(id)).status, 'processing');
    assert.equal((await get(id)).progress?.percent, 40);
    const playback = () => ada.client.call('getPlayback', { params: { id } });
    assert.deepEqual(
      [(await playback()).revision, (await playback()).growing, (await playback()).poster],
      [11, true, null],
    );
    // The same revision: its poster has come, then all of it.
    const { version } = await get(id);
    await worker.report({ type: 'playable', videoId: id, encode: 1, publication: growing });
    await one.until((frame) => frame.type === 'video' && frame.version > version);
    assert.equal((await playback()).poster?.width, 640);
    const { version: next } = await get(id);
    await worker.report({ type: 'playable', videoId: id, encode: 1, publication });
    await one.until((frame) => frame.type === 'video' && frame.version > next);
    assert.equal((await playback()).growing, false);
    await worker.report({ type: 'playable', videoId: id, encode: 1, publication: growing });

    const full = await worker.publication(id, 12);
    await worker.report({
      type: 'complete',
      videoId: id,
      encode: 1,
      publication: full,
      warnings: ['audio_quiet'],
    });
    await one.until((frame) => frame.type === 'video' && frame.status === 'ready');
    await worker.report({ type: 'playable', videoId: id, encode: 1, publication });
    const ready = await get(id);
    assert.deepEqual(
      [ready.status, ready.progress, ready.warnings, ready.durationMs],
      ['ready', null, ['audio_quiet'], 8000],
    );
    assert.equal((await ada.client.call('getPlayback', { params: { id } })).revision, 12);
    mine.stop();
    one.stop();
  });

  it('takes back what was still growing when the encode fails, and keeps a whole ladder through another encode', async () => {
    const id = await storedVideo(ada);
    const frames = await readFrames(ada.client, 'followVideo', { id });
    const growing = { ...(await worker.publication(id)), growing: true };
    const failure = { code: 'file_damaged', detail: 'Too much of it is broken.' };
    await worker.report({ type: 'playable', videoId: id, encode: 1, publication: growing });
    await frames.until((frame) => frame.type === 'video' && frame.playable);
    await worker.report({ type: 'failed', videoId: id, encode: 1, failure });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'failed' && !frame.playable);
    await rejectsWith(ada.client.call('getPlayback', { params: { id } }), 'not_playable');

    await ada.client.call('reprocessVideo', { params: { id } });
    const whole = await worker.publication(id, 22);
    await worker.report({ type: 'complete', videoId: id, encode: 2, publication: whole, warnings: [] });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
    await ada.client.call('reprocessVideo', { params: { id } });
    const early = { ...(await worker.publication(id, 31)), growing: true };
    await worker.report({ type: 'playable', videoId: id, encode: 3, publication: early });
    await worker.report({ type: 'failed', videoId: id, encode: 3, failure });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'failed' && frame.playable);
    assert.equal((await ada.client.call('getPlayback', { params: { id } })).revision, 22);
    frames.stop();
  });

  it('names why a video failed, and encodes it again when asked', async () => {
    const id = await storedVideo(ada);
    const frames = await readFrames(ada.client, 'followVideo', { id });
    await worker.report({
      type: 'failed',
      videoId: id,
      encode: 1,
      failure: { code: 'not_media', detail: 'Not a video.' },
    });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'failed');
    assert.deepEqual((await get(id)).failure, { code: 'not_media', detail: 'Not a video.' });
    const again = await ada.client.call('reprocessVideo', { params: { id } });
    assert.deepEqual([again.status, again.failure], ['processing', null]);
    await worker.report({
      type: 'complete',
      videoId: id,
      encode: 2,
      publication: await worker.publication(id, 21),
      warnings: [],
    });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
    frames.stop();
  });

  it('refuses to let strangers follow a private video', async () => {
    const id = await storedVideo(ada);
    await assert.rejects(readFrames(eve.client, 'followVideo', { id }), /refused with 404/);
  });

  it('purges what was deleted long ago, bytes and rows', async () => {
    const id = await storedVideo(ada);
    const publication = await worker.publication(id);
    await worker.report({ type: 'complete', videoId: id, encode: 1, publication, warnings: [] });
    const frames = await readFrames(ada.client, 'followVideo', { id });
    await frames.until((frame) => frame.type === 'video' && frame.status === 'ready');
    frames.stop();
    const { hlsUrl } = await ada.client.call('getPlayback', { params: { id } });
    assert.equal((await fetch(hlsUrl)).status, 200);
    await ada.client.call('deleteVideo', { params: { id } });
    await api.product
      .knex('video')
      .where({ id })
      .update({ deleted_at: new Date(Date.now() - 31 * 24 * 3_600_000) });
    await api.product.janitor.run();
    await rejectsWith(ada.client.call('restoreVideo', { params: { id } }), 'not_found');
    assert.equal((await fetch(hlsUrl)).status, 404);
  });
});
