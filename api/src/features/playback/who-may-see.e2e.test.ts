import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Secrets } from '@vidkit/platform/local/secrets';
import { HmacUrlSigner } from '@vidkit/platform/local/hmac-url-signer';

import { readFrames } from '../../testing/frames.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { changeVideo, readyVideo } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

const blog = 'https://blog.example';
const foreign = 'https://foreign.example';
/** What a player fetches: multivariant playlist, media playlist, init section and segment by byte range. */
const files = [
  { name: 'master.m3u8' },
  { name: '360.m3u8' },
  { name: '360.mp4', range: 'bytes=0-1' },
  { name: '360.mp4', range: 'bytes=2-5' },
];

describe('who may see a video', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let ada: TestPerson;
  let bob: TestPerson;
  let signer: HmacUrlSigner;

  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    ada = await api.person('Ada');
    bob = await api.person('Bob');
    const secrets = JSON.parse(await readFile(join(api.dataDir, 'secrets.json'), 'utf8')) as Secrets;
    signer = new HmacUrlSigner(secrets.mediaKeys);
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  const playbackOf = async (
    id: string,
    from: { person?: TestPerson; headers?: Record<string, string> } = {},
  ) => {
    const response = await fetch(`${api.url}/v1/videos/${id}/playback`, {
      headers: { ...from.headers, ...(from.person && { authorization: `Bearer ${from.person.token}` }) },
    });
    return { status: response.status, body: (await response.json()) as Playback & { code: string } };
  };

  /** Statuses of all that a player fetches below a base such as `/p/<token>/v/<id>/`. */
  const statuses = async (
    base: string,
    id: string,
    headers: Record<string, string> = {},
  ): Promise<number[]> => {
    const found = [];
    for (const { name, range } of files) {
      const url = `${api.url}${base.replace(/\/$/, '')}/11/${name}`.replace('{id}', id);
      const response = await fetch(url, { headers: { ...headers, ...(range && { range }) } });
      await response.arrayBuffer();
      assert.equal(
        response.headers.get('access-control-allow-origin'),
        '*',
        'a player elsewhere sees the status',
      );
      found.push(response.status);
    }
    return found;
  };
  const baseOf = ({ hlsUrl }: Playback): string => new URL(hlsUrl).pathname.replace('11/master.m3u8', '');
  const all = (status: number): number[] => files.map(() => status);
  const served = [200, 200, 206, 206];

  it('gives a private video to its owner alone, and its files only by a right', async () => {
    const id = await readyVideo(ada, worker);
    const other = await readyVideo(ada, worker);
    assert.equal((await playbackOf(id)).status, 404);
    assert.equal((await playbackOf(id, { person: bob })).status, 404);
    const { body } = await playbackOf(id, { person: ada });
    const base = baseOf(body);
    assert.deepEqual(await statuses(base, id), served);

    assert.deepEqual(await statuses(`/v/${id}/`, id), all(403), 'no token');
    const rightOfOther = baseOf((await playbackOf(other, { person: ada })).body);
    assert.deepEqual(await statuses(rightOfOther.replace(other, id), id), all(403), 'token of another video');
    const ended = signer.sign(`/v/${id}/`, new Date(Date.now() - 1000));
    assert.deepEqual(await statuses(ended, id), all(403), 'expired');
    const later = base.replace(/^\/p\/(\d+)/, (_, digits: string) => `/p/${Number(digits) + 3600}`);
    assert.deepEqual(await statuses(later, id), all(403), 'expiry tampered with');
    const altered = base.replace(/\.(.)/, (_, first: string) => `.${first === 'A' ? 'B' : 'A'}`);
    assert.deepEqual(await statuses(altered, id), all(403), 'signature tampered with');
    const stranger = new HmacUrlSigner(['another key']).sign(`/v/${id}/`, new Date(Date.now() + 60_000));
    assert.deepEqual(await statuses(stranger, id), all(403), 'key of somebody else');
  });

  it('binds the right to the page on which a video with a list of sites is watched', async () => {
    const id = await readyVideo(ada, worker);
    const changed = await changeVideo(ada, id, { visibility: 'private', embedOrigins: [blog] });
    assert.deepEqual(changed.embedOrigins, [blog]);
    const there = await playbackOf(id, { person: ada, headers: { origin: blog } });
    const base = baseOf(there.body);
    assert.deepEqual(await statuses(base, id, { origin: blog }), served);
    assert.deepEqual(await statuses(base, id, { referer: `${blog}/post/1` }), served);
    assert.deepEqual(
      await statuses(base, id, { origin: foreign }),
      all(403),
      'from a page that is not listed',
    );
    assert.deepEqual(await statuses(base, id, { referer: `${foreign}/` }), all(403));
    assert.deepEqual(await statuses(base, id), all(403), 'from nowhere');
    const response = await fetch(there.body.hlsUrl, { headers: { origin: blog } });
    assert.match(response.headers.get('cache-control') ?? '', /^private, /);

    const poster = there.body.poster?.url ?? '';
    assert.equal((await fetch(poster)).status, 200, 'a picture opens anywhere');
    assert.equal(
      (await fetch(poster.replace('poster.jpg', 'master.m3u8'))).status,
      403,
      'and nothing beside it',
    );
  });

  it('mints rights only for pages on the list, by what the browser says', async () => {
    const id = await readyVideo(ada, worker);
    await changeVideo(ada, id, { visibility: 'public', embedOrigins: [blog, 'https://*.shop.example'] });
    const status = async (headers: Record<string, string>, person?: TestPerson) =>
      (await playbackOf(id, { headers, ...(person && { person }) })).status;
    for (const headers of [
      { origin: blog },
      { origin: 'https://eu.shop.example' },
      { origin: api.url },
      { referer: `${api.url}/watch/${id}` },
    ])
      assert.equal(await status(headers), 200, JSON.stringify(headers));
    for (const headers of [{ origin: foreign }, { origin: 'null' }, { referer: `${foreign}/` }, {}])
      assert.equal(await status(headers), 403, JSON.stringify(headers));
    assert.equal((await playbackOf(id)).body.code, 'origin_not_allowed');
    assert.equal(await status({}, ada), 200, 'a program of its owner');
    assert.equal(await status({}, bob), 403);
    assert.equal(await status({ origin: foreign }, ada), 403, 'its owner on another site');

    assert.equal(
      (await api.visitor.call('getVideo', { params: { id } })).embedOrigins,
      null,
      'the list is private',
    );
    await changeVideo(ada, id, { embedOrigins: [] });
    assert.deepEqual([await status({ origin: blog }), await status({ origin: api.url })], [403, 200]);
    await changeVideo(ada, id, { embedOrigins: null });
    assert.equal(await status({ origin: foreign }), 200);
  });

  it('lets only listed sites frame the embed page', async () => {
    const id = await readyVideo(ada, worker);
    const page = async (headers: Record<string, string>) => {
      const response = await fetch(`${api.url}/embed/${id}`, { headers });
      const policy = response.headers.get('content-security-policy') ?? '';
      return { status: response.status, ancestors: /frame-ancestors ([^;]*)/.exec(policy)?.[1] };
    };
    assert.equal((await page({})).status, 404);
    await changeVideo(ada, id, { visibility: 'unlisted' });
    assert.deepEqual(await page({ referer: `${foreign}/` }), { status: 200, ancestors: '*' });
    await changeVideo(ada, id, { embedOrigins: [blog] });
    const ancestors = `'self' ${blog}`;
    assert.deepEqual(await page({ referer: `${blog}/`, 'sec-fetch-dest': 'iframe' }), {
      status: 200,
      ancestors,
    });
    assert.deepEqual(await page({}), { status: 200, ancestors }, 'without Referer the browser judges');
    assert.deepEqual(await page({ referer: `${foreign}/`, 'sec-fetch-dest': 'iframe' }), {
      status: 403,
      ancestors: '*',
    });
    assert.deepEqual(await page({ referer: `${foreign}/`, 'sec-fetch-dest': 'document' }), {
      status: 200,
      ancestors,
    });
  });

  it('refuses lists that are not origins', async () => {
    const id = await readyVideo(ada, worker);
    for (const wrong of [
      'blog.example',
      'https://blog.example/',
      'https://*',
      'https://a;script-src *',
      'https://B.example',
      'ftp://a.example',
    ]) {
      await rejectsWith(changeVideo(ada, id, { embedOrigins: [wrong] }), 'invalid_request');
    }
  });

  it('shows a scheduled video when its time has come, without anybody doing anything', async () => {
    const id = await readyVideo(ada, worker);
    await changeVideo(ada, id, {
      visibility: 'scheduled',
      publishAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    assert.equal((await playbackOf(id)).status, 404);
    assert.equal((await fetch(`${api.url}/watch/${id}`)).status, 404);
    assert.equal((await playbackOf(id, { person: ada })).status, 200, 'its owner may');
    const at = Date.now() + 1500;
    await changeVideo(ada, id, { visibility: 'scheduled', publishAt: new Date(at).toISOString() });
    assert.equal((await playbackOf(id)).status, 404);
    while (Date.now() <= at) await sleep(50);
    assert.equal((await playbackOf(id)).status, 200);
    assert.equal((await fetch(`${api.url}/watch/${id}`)).status, 200);
    assert.equal((await api.visitor.call('getVideo', { params: { id } })).visibility, 'public');

    const { version } = await ada.client.call('getVideo', { params: { id } });
    const frames = await readFrames(ada.client, 'followMe');
    await api.product.janitor.run();
    await frames.until((frame) => frame.type === 'video' && frame.videoId === id && frame.version > version);
    frames.stop();
    await changeVideo(ada, id, { title: 'Another' });
    assert.equal((await playbackOf(id)).status, 200, 'editing it later does not hide it again');
  });

  it('refuses a schedule without a time', async () => {
    const id = await readyVideo(ada, worker);
    await rejectsWith(changeVideo(ada, id, { visibility: 'scheduled' }), 'invalid_request');
    await changeVideo(ada, id, { visibility: 'scheduled', publishAt: '2100-01-01T00:00:00.000Z' });
    await rejectsWith(changeVideo(ada, id, { publishAt: null }), 'invalid_request');
  });
});
