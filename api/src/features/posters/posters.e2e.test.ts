import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { sendPosterPicture } from '@vidkit/contracts/client/send-poster-picture';
import type { PosterWanted } from '@vidkit/contracts/events/poster';
import { maxPosterBytes } from '@vidkit/contracts/poster-limits';
import type { PutPoster, VideoPoster } from '@vidkit/contracts/schemas/poster';
import { eventually } from '@vidkit/platform/testing/eventually';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { base64Crc32, putPart, readyVideo, storedVideo } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

const jpeg = new Blob([Buffer.from('ffd8ffe000104a46494600010100', 'hex')], { type: 'image/jpeg' });
const renditions = [
  {
    name: '360',
    width: 640,
    height: 360,
    frameRate: 30,
    codecs: 'avc1.64001e',
    averageBandwidth: 1,
    bandwidth: 1,
  },
];

describe('posters', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let bob: TestPerson;
  let id: string;
  const wishes: PosterWanted[] = [];

  const get = (videoId = id) => ada.client.call('getPoster', { params: { id: videoId } });
  const put = async (body: PutPoster, videoId = id): Promise<VideoPoster> =>
    ada.client.call('putPoster', {
      params: { id: videoId },
      body,
      ifMatch: (await get(videoId)).version,
    });
  const bring = async (picture: Blob = jpeg, videoId = id): Promise<VideoPoster> =>
    sendPosterPicture(ada.client, videoId, picture, { ifMatch: (await get(videoId)).version });
  /** The wish that the last choice became. */
  const wish = async (videoId = id): Promise<PosterWanted> => {
    const row = await api.product.knex('video').where({ id: videoId }).first<{ poster_number: number }>();
    const find = () => wishes.findLast((one) => one.videoId === videoId && one.number === row.poster_number);
    await eventually(() => find() !== undefined);
    const found = find();
    assert.ok(found);
    return found;
  };
  const settled = (state: VideoPoster['state'], videoId = id) =>
    eventually(async () => (await get(videoId)).state === state);

  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    await worker.takePosters((one) => wishes.push(one));
    [ada, bob] = [await api.person('Ada'), await api.person('Bob')];
    id = await readyVideo(ada, worker, { posterCandidates: ['poster.jpg', 'poster-2.jpg'], renditions });
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  it('begins with the automatic one, and shows what else there is', async () => {
    const poster = await get();
    assert.deepEqual([poster.kind, poster.state, poster.candidate], ['automatic', 'ready', null]);
    assert.deepEqual(
      poster.candidates.map((one) => one.id),
      ['11/poster.jpg', '11/poster-2.jpg'],
    );
    assert.equal(await (await fetch(poster.candidates[0]?.url ?? '')).text(), 'jpeg');
  });

  it('makes a candidate the poster, everywhere and for those who look', async () => {
    const frames = await readFrames(ada.client, 'followMe', {});
    const asked = await put({ kind: 'candidate', candidate: '11/poster-2.jpg' });
    assert.deepEqual([asked.kind, asked.state], ['candidate', 'making']);
    assert.match(asked.url ?? '', /\/11\/poster\.jpg$/);
    const wanted = await wish();
    assert.deepEqual(wanted.from, { kind: 'picture', key: `v/${id}/11/poster-2.jpg`, format: 'jpeg' });
    await worker.makePoster(wanted);
    await frames.until((frame) => frame.type === 'video' && frame.version > asked.version);
    frames.stop();
    const { url, candidate, state } = await get();
    assert.deepEqual([candidate, state], ['11/poster-2.jpg', 'ready']);
    assert.equal(await (await fetch(url ?? '')).text(), `poster ${wanted.number}`);
    const { poster } = await ada.client.call('getPlayback', { params: { id } });
    assert.equal(poster?.color, '#123456');
    for (const address of [poster.url, poster.sources[0]?.url ?? ''])
      assert.match(address, new RegExp(`/v/${id}/poster-${wanted.number}/poster\\.jpg$`));
    const { items } = await ada.client.call('listVideos', { query: {} });
    assert.equal(items[0]?.posterUrl, url);
  });

  it('cuts a moment from the best rendition', async () => {
    await put({ kind: 'moment', atMs: 4200 });
    const { from } = await wish();
    const key = `v/${id}/11/360.mp4`;
    assert.deepEqual(from, { kind: 'moment', key, atMs: 4200, width: 640, height: 360 });
    for (const wrong of [
      { kind: 'moment', atMs: 8001 },
      { kind: 'candidate', candidate: '10/poster.jpg' },
      { kind: 'candidate', candidate: '../../secret' },
    ] as const)
      await rejectsWith(put(wrong), 'poster_missing');
    await rejectsWith(put({ kind: 'moment', atMs: -1 }), 'invalid_request');
    await rejectsWith(put({ kind: 'upload' } as never), 'invalid_request');
  });

  it('lets the last choice win', async () => {
    const first = await wish();
    await bring();
    const second = await wish();
    assert.ok(second.number > first.number);
    await worker.makePoster(second);
    await settled('ready');
    await worker.makePoster(first);
    await worker.failPoster(second, 'picture_unreadable');
    // Reports of one video come one after another: this one was recorded after those.
    await put({ kind: 'moment', atMs: 1000 });
    await worker.failPoster(await wish(), 'picture_missing');
    await settled('failed');
    const { url, failure, kind } = await get();
    assert.match(url ?? '', new RegExp(`poster-${second.number}/`));
    assert.deepEqual([failure?.code, kind], ['picture_missing', 'moment']);
  });

  it('takes a picture, and forgets the file once it is a poster', async () => {
    await bring();
    const wanted = await wish();
    assert.ok(wanted.from.kind === 'picture' && wanted.from.format === 'jpeg');
    assert.ok(await worker.hasAny(wanted.from.key));
    await worker.makePoster(wanted);
    await settled('ready');
    await eventually(async () => !(await worker.hasAny(`pictures/${id}/`)));
    assert.equal((await get()).kind, 'upload');
  });

  it('keeps a poster that was brought over another encode and another file, and lets go of one that was cut', async () => {
    const other = await readyVideo(ada, worker, { posterCandidates: ['poster.jpg'], renditions });
    const replace = async () => {
      const bytes = Buffer.alloc(1000, Math.random().toString());
      const upload = await ada.client.call('createUpload', {
        body: { fileName: 'b.mp4', size: bytes.length, type: 'video/mp4', videoId: other },
      });
      const [part] = upload.parts;
      assert.ok(part);
      const parts = [{ ...(await putPart(part, bytes)), checksum: base64Crc32(bytes) }];
      await ada.client.call('completeUpload', { params: { id: upload.id }, body: { parts } });
    };
    await bring(jpeg, other);
    await worker.makePoster(await wish(other));
    await settled('ready', other);
    await ada.client.call('reprocessVideo', { params: { id: other } });
    await replace();
    assert.match((await get(other)).url ?? '', /poster-1\//);

    await put({ kind: 'candidate', candidate: '11/poster.jpg' }, other);
    const cut = await wish(other);
    await replace();
    const { kind, state, url } = await get(other);
    assert.deepEqual([kind, state], ['automatic', 'ready']);
    assert.match(url ?? '', /\/11\/poster\.jpg$/);
    await worker.makePoster(cut);
    await put({ kind: 'automatic' }, other);
    assert.match((await get(other)).url ?? '', /\/11\/poster\.jpg$/);
  });

  it('goes back to the automatic one at once', async () => {
    const { kind, state, url } = await put({ kind: 'automatic' });
    assert.deepEqual([kind, state], ['automatic', 'ready']);
    assert.match(url ?? '', /\/11\/poster\.jpg$/);
  });

  it('refuses what is no picture, moves, is too large, old, or not theirs', async () => {
    const named = (bytes: string | Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: 'image/png' });
    await rejectsWith(bring(named('<svg xmlns="http://www.w3.org/2000/svg"/>')), 'picture_refused');
    await rejectsWith(bring(named('<!doctype html><script>alert(1)</script>')), 'picture_refused');
    await rejectsWith(bring(named('{"kind":"automatic"}')), 'picture_refused');
    await rejectsWith(bring(new Blob(['{}'], { type: 'application/json' })), 'picture_refused');
    await rejectsWith(bring(new Blob([])), 'picture_refused');
    await rejectsWith(bring(named('GIF89a\x01\0\x01\0')), 'picture_refused');
    const moving = Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0', 'latin1');
    await rejectsWith(bring(named(new Uint8Array(moving))), 'picture_animated');
    await rejectsWith(bring(named(new Uint8Array(maxPosterBytes + 1).fill(0xff))), 'body_too_large');

    const { version } = await get();
    const body = { kind: 'automatic' } as const;
    for (const call of [
      () => ada.client.call('putPoster', { params: { id }, body, ifMatch: version - 1 }),
      () => sendPosterPicture(ada.client, id, jpeg, { ifMatch: version - 1 }),
    ])
      await rejectsWith(call(), 'version_conflict');
    await rejectsWith(ada.client.call('putPoster', { params: { id }, body }), 'precondition_required');
    for (const call of [
      () => bob.client.call('getPoster', { params: { id } }),
      () => bob.client.call('putPoster', { params: { id }, body, ifMatch: version }),
      () => sendPosterPicture(bob.client, id, jpeg, { ifMatch: version }),
      () => sendPosterPicture(ada.client, ada.id, jpeg, { ifMatch: version }),
    ])
      await rejectsWith(call(), 'not_found');
    await rejectsWith(sendPosterPicture(api.visitor, id, jpeg, { ifMatch: version }), 'unauthenticated');
    const reader = await api.person('Eve', ['videos:read']);
    await rejectsWith(sendPosterPicture(reader.client, id, jpeg, { ifMatch: version }), 'insufficient_scope');
    assert.equal(await worker.hasAny('pictures/'), false);
    assert.equal((await get()).version, version);
  });

  it('has nothing to choose from before something is published, but takes a picture', async () => {
    const waiting = await storedVideo(ada);
    assert.deepEqual((await get(waiting)).candidates, []);
    await rejectsWith(put({ kind: 'moment', atMs: 0 }, waiting), 'poster_missing');
    await bring(jpeg, waiting);
    await worker.makePoster(await wish(waiting));
    await settled('ready', waiting);
    const video = await ada.client.call('getVideo', { params: { id: waiting } });
    assert.match(video.posterUrl ?? '', /poster-1\/poster\.jpg$/);
  });

  it('asks again for what nothing was heard of', async () => {
    const lost = await readyVideo(ada, worker, { renditions });
    await put({ kind: 'moment', atMs: 500 }, lost);
    const first = await wish(lost);
    const seen = wishes.length;
    await api.product
      .knex('video')
      .where({ id: lost })
      .update({ poster_asked_at: new Date(0) });
    await api.product.janitor.run();
    await eventually(() => wishes.length > seen);
    assert.deepEqual(wishes.slice(seen), [first]);
  });
});
