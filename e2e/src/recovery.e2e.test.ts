import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { createClient, type Client } from '@vidkit/contracts/client';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { growClip, makeClip } from './clips.ts';
import { settled } from './direct-upload.ts';
import { createPerson, signUp } from './people.ts';
import { readPresentation } from './playlists.ts';
import { isRunning, killHard } from './processes.ts';
import { Product } from './product.ts';
import { slowDownUploads } from './slow-line.ts';
import { holdsBytes } from './stored-bytes.ts';
import { chooseFiles, tokenOf, uploadRow, videoIdIn, watchText } from './studio.ts';
import { until } from './until.ts';

const mebibyte = 1024 ** 2;

/** `kill -9` at the worst moments: nothing that was answered with success is lost, and everything finishes. */
describe('recovery', () => {
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  let studio: Page;
  let client: Client;
  let folder: string;
  let clip: string;
  let videoId: string;
  let partsStored = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    clip = await makeClip(join(folder, 'crossing.mp4'), { seconds: 15 });
    await growClip(clip, 60 * mebibyte);
    browser = await launchBrowser();
    product = await Product.start();
    visitor = await Visitor.arrive(browser);
    studio = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, studio, createPerson('Ada'));
    await studio.locator('vid-upload').waitFor();
    const token = await tokenOf(studio);
    client = createClient({ baseUrl: product.url, getToken: () => Promise.resolve(token) });
    studio.on('response', (answer) => {
      if (answer.request().method() === 'PUT' && answer.ok()) partsStored += 1;
    });
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  /** The encoders, once there are any. */
  const working = (): Promise<readonly number[]> =>
    until('The encoder is at work', async () => {
      const encoders = await product.encoders();
      return encoders.length > 0 && encoders;
    });

  it('goes on with an upload after the API was killed', async () => {
    await slowDownUploads(studio, 5 * mebibyte);
    await chooseFiles(studio, clip);
    await until('Some parts are stored', () => partsStored >= 2);
    const killed = await product.kill('api');
    await until('The API runs again', async () => (await product.pidOf('api')) !== killed);
    const before = partsStored;
    await until('Further parts are stored', () => partsStored >= before + 2, { withinMs: 120_000 });
    assert.equal((await client.call('listUploads')).items[0]?.state, 'open');
  });

  it('goes on with an upload after everything was killed and started again, and stores the very bytes', async () => {
    await product.killEverything();
    await product.start();
    await slowDownUploads(studio, -1);
    const row = uploadRow(studio, 'crossing');
    await watchText(row, /Preparing your video|Ready to watch/, 120_000);
    videoId = (await client.call('listVideos')).items[0]?.id ?? '';
    assert.ok(await holdsBytes(product, clip));
    assert.equal((await client.call('listUploads')).items.length, 0);
  });

  it('finishes an encode whose worker was killed, and leaves no encoder behind', async () => {
    const encoders = await working();
    const worker = await product.kill('worker');
    await until('Another worker', async () => (await product.pidOf('worker')) !== worker);
    await until('The encoders of the first one are gone', () => !encoders.some(isRunning));
    await working();
  });

  it('goes on with an encode after everything was killed and started again', async () => {
    const comment = await client.call('createComment', {
      params: { id: videoId },
      body: { body: 'Written a moment before' },
    });
    await product.killEverything();
    await product.start();
    await working();
    const comments = await client.call('listComments', { params: { id: videoId } });
    assert.deepEqual(
      comments.items.map(({ id }) => id),
      [comment.id],
    );
  });

  it('goes on with an encode whose encoder was killed', async () => {
    const encoders = await working();
    encoders.forEach(killHard);
    await until('Another encoder', async () =>
      (await product.encoders()).some((encoder) => !encoders.includes(encoder)),
    );
  });

  it('finishes an encode whose database was killed, and heals by itself', async () => {
    await working();
    const killed = await product.kill('postgres');
    await until('Another database', async () => (await product.pidOf('postgres')) !== killed);
    await until('The API is ready again', async () => (await fetch(`${product.url}/readyz`)).ok);
    const video = await settled(client, videoId);
    assert.equal(video.status, 'ready', JSON.stringify(video.failure));

    const playback = await client.call('getPlayback', { params: { id: videoId } });
    const { heights, seconds } = await readPresentation(playback.hlsUrl);
    assert.deepEqual(
      [...heights].sort((a, b) => b - a),
      [720, 480, 360, 240, 240],
    );
    assert.ok(Math.abs(seconds - 15) < 0.2, `${seconds} s`);
  });

  it('tells the page that stayed open all the time', async () => {
    await watchText(uploadRow(studio, 'crossing'), /Ready to watch(?!\. Sharper)/, 60_000);
    assert.equal(videoIdIn(await uploadRow(studio, 'crossing').getByLabel(/^Link/).inputValue()), videoId);
    // While the server or its database is away, browsers say so on the console.
    visitor.assertNoComplaints(/net::ERR_/, /status of 503/);
  });

  it('refuses a second instance on the same data, and a taken port, in one line', async () => {
    const second = await product.startAnother({ PORT: '1', DEMO_PORT: '0' });
    assert.equal(second.code, 11, second.output);
    assert.match(second.output, new RegExp(`runs already.*${product.url}`));
    assert.equal(second.output.trim().split('\n').length, 1, second.output);

    const third = await product.startAnother({ DATA_DIR: join(folder, 'other') });
    assert.equal(third.code, 10, third.output);
    assert.match(third.output, new RegExp(`Port ${product.port} is taken`));
    assert.equal(third.output.trim().split('\n').length, 1, third.output);
    assert.equal((await fetch(`${product.url}/readyz`)).status, 200);
  });

  it('leaves nobody behind when its first process alone was killed, and starts again', async () => {
    const others = await Promise.all([product.pidOf('api'), product.pidOf('worker')]);
    await product.kill('supervisor');
    await product.start();
    assert.deepEqual(others.filter(isRunning), []);
    assert.equal((await client.call('getVideo', { params: { id: videoId } })).status, 'ready');
  });

  it('stops in order and starts again within seconds', async () => {
    const { code } = await product.stop();
    assert.equal(code, 0);
    await assert.rejects(fetch(`${product.url}/readyz`));
    await product.start();
    const video = await client.call('getVideo', { params: { id: videoId } });
    assert.equal(video.status, 'ready');
  });
});
