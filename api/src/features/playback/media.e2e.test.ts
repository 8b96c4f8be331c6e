import assert from 'node:assert/strict';
import { get } from 'node:http';
import { after, before, describe, it } from 'node:test';

import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { readyVideo } from '../../testing/uploading.ts';
import { WorkerStandIn } from '../../testing/worker-stand-in.ts';

describe('media by token path', () => {
  let api: TestApi;
  let worker: WorkerStandIn;
  let hlsUrl: string;
  let playlists: Readonly<Record<string, string>>;
  let fileUrl: string;

  before(async () => {
    api = await startTestApi();
    worker = await WorkerStandIn.start(api);
    const ada = await api.person('Ada');
    const id = await readyVideo(ada, worker);
    ({ hlsUrl, playlists } = await ada.client.call('getPlayback', { params: { id } }));
    fileUrl = hlsUrl.replace('master.m3u8', '360.mp4');
  });
  after(async () => {
    await worker.stop();
    await api.stop();
  });

  it('serves a playlist compressed, cacheable and to every origin', async () => {
    const response = await fetch(hlsUrl, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(response.headers.get('content-type'), 'application/vnd.apple.mpegurl');
    assert.equal(response.headers.get('content-encoding'), 'gzip');
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    const cache = /^public, max-age=(\d+), immutable$/.exec(response.headers.get('cache-control') ?? '');
    assert.ok(Number(cache?.[1]) > 3500 && Number(cache?.[1]) <= 7200, cache?.[0]);
    assert.match(await response.text(), /^#EXTM3U/);
  });

  it('tells the playlists with the answer that names them, word for word', async () => {
    assert.ok(Object.keys(playlists).length > 1);
    for (const [name, text] of Object.entries(playlists)) {
      const response = await fetch(new URL(name, hlsUrl));
      assert.equal(await response.text(), text, name);
    }
  });

  it('lets what grows be asked for each time, and answers 304 while it is the same', async () => {
    const growingUrl = hlsUrl.replace('master.m3u8', '360.growing.m3u8');
    const key = new URL(growingUrl).pathname.replace(/^\/p\/[^/]+\//, '');
    const status = (etag: string | undefined) =>
      new Promise<{ status: number | undefined; etag: string | undefined; caching: string | undefined }>(
        (resolve, reject) => {
          get(growingUrl, { headers: etag ? { 'if-none-match': etag } : {} }, (response) => {
            response.resume();
            const { etag: found, 'cache-control': caching } = response.headers;
            resolve({ status: response.statusCode, etag: found, caching });
          }).on('error', reject);
        },
      );
    await worker.put(key, '#EXTM3U\n');
    const first = await status(undefined);
    assert.deepEqual([first.status, first.caching], [200, 'public, no-cache']);
    assert.equal((await status(first.etag)).status, 304);
    await worker.put(key, '#EXTM3U\n#EXT-X-ENDLIST\n');
    const second = await status(first.etag);
    assert.equal(second.status, 200);
    assert.notEqual(second.etag, first.etag);
  });

  it('serves byte ranges', async () => {
    const range = async (value: string) => {
      const response = await fetch(fileUrl, { headers: { range: value } });
      return [response.status, await response.text(), response.headers.get('content-range')];
    };
    assert.deepEqual(await range('bytes=2-4'), [206, '234', 'bytes 2-4/10']);
    assert.deepEqual(await range('bytes=7-'), [206, '789', 'bytes 7-9/10']);
    assert.deepEqual(await range('bytes=-3'), [206, '789', 'bytes 7-9/10']);
    assert.deepEqual(await range('bytes=5-99'), [206, '56789', 'bytes 5-9/10']);
    assert.deepEqual(await range('bytes=0-1,3-4'), [200, '0123456789', null]);
    assert.deepEqual(await range('lines=1-2'), [200, '0123456789', null]);
    const beyond = await fetch(fileUrl, { headers: { range: 'bytes=10-' } });
    assert.equal(beyond.status, 416);
    assert.equal(beyond.headers.get('content-range'), 'bytes */10');
  });

  it('answers 304 and HEAD', async () => {
    const head = await fetch(fileUrl, { method: 'HEAD' });
    assert.deepEqual([head.status, head.headers.get('content-length')], [200, '10']);
    // Not by fetch, which in Node adds `cache-control: no-cache` to a conditional request.
    const status = await new Promise((resolve, reject) => {
      const request = get(
        fileUrl,
        { headers: { 'if-none-match': head.headers.get('etag') ?? '' } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      request.on('error', reject);
    });
    assert.equal(status, 304);
  });

  it('refuses altered, moved and missing addresses', async () => {
    const { origin, pathname } = new URL(fileUrl);
    const status = async (path: string) => (await fetch(origin + path)).status;
    assert.equal(
      await status(pathname.replace(/^\/p\/(\d+)/, (_, digits: string) => `/p/${Number(digits) + 1}`)),
      403,
    );
    assert.equal(
      await status(pathname.replace(/\/v\/[^/]+\//, '/v/018f0000-0000-7000-8000-000000000000/')),
      403,
    );
    assert.equal(await status(pathname.replace('360.mp4', '..%2f..%2fsecrets.json')), 403);
    assert.equal(await status(pathname.replace(/^\/p\/[^/]+/, '')), 403);
    assert.equal(await status('/media/master.m3u8'), 404);
    assert.equal(await status(pathname.replace('360.mp4', '999.mp4')), 404);
    assert.equal(await status('/p/'), 403);
  });
});
