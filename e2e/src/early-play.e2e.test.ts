import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { ApiError, createClient, type Client } from '@vidkit/contracts/client';
import type { Playback } from '@vidkit/contracts/schemas/playback';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { makeClip } from './clips.ts';
import { sendFile, settled } from './direct-upload.ts';
import { createPerson, signUp } from './people.ts';
import { factsOf, playsOn } from './playing.ts';
import { Product } from './product.ts';
import { tokenOf } from './studio.ts';
import { until } from './until.ts';

const clipSeconds = 40;

/** A video is watched while its first rendition is still being encoded. */
describe('early play', () => {
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  let client: Client;
  let folder: string;
  let videoId: string;
  let page: Page;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    browser = await launchBrowser();
    product = await Product.start();
    visitor = await Visitor.arrive(browser);
    page = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, page, createPerson('Ada'));
    await page.locator('vid-upload').waitFor();
    const token = await tokenOf(page);
    client = createClient({ baseUrl: product.url, getToken: () => Promise.resolve(token) });
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const playback = (): Promise<Playback | null> =>
    client.call('getPlayback', { params: { id: videoId } }).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'not_playable') return null;
      throw error;
    });

  it('can be played long before it is encoded, and has its whole length', async () => {
    const clip = await makeClip(join(folder, 'regatta.mp4'), { seconds: clipSeconds });
    videoId = await sendFile(client, clip);
    const first = await until('The video can be played', playback, { withinMs: 120_000, everyMs: 50 });
    assert.deepEqual(
      [first.growing, first.status, first.durationMs],
      [true, 'processing', clipSeconds * 1000],
    );
    const { version } = await client.call('getVideo', { params: { id: videoId } });
    await client.call('updateVideo', {
      params: { id: videoId },
      body: { visibility: 'public' },
      ifMatch: version,
    });
    await page.goto(first.watchUrl);
    const player = page.locator('vid-player');
    await player.getByRole('button', { name: 'Play' }).click();
    const facts = await playsOn(player);
    assert.ok(facts.seconds < clipSeconds / 2, `it plays at ${facts.seconds} s`);
    const length = await player.evaluate((element) => (element as HTMLVideoElement).duration);
    assert.ok(Math.abs(length - clipSeconds) < 0.1, `it is ${length} s long`);
  });

  it('waits for what somebody seeks ahead to, and plays it', async () => {
    const player = page.locator('vid-player');
    const target = clipSeconds - 8;
    await player.evaluate((element, seconds) => {
      (element as HTMLVideoElement).currentTime = seconds;
    }, target);
    await until('It plays there', async () => (await factsOf(player)).seconds > target, {
      withinMs: 180_000,
    });
    assert.equal((await factsOf(player)).error, null);
  });

  it('is watched to its end, and every rendition follows', async () => {
    const player = page.locator('vid-player');
    await until('Its end', () => player.evaluate((element) => (element as HTMLVideoElement).ended), {
      withinMs: 120_000,
    });
    const video = await settled(client, videoId);
    assert.equal(video.status, 'ready', JSON.stringify(video.failure));
    const whole = await playback();
    assert.deepEqual([whole?.growing, whole?.revision], [false, 12]);
    visitor.assertNoComplaints();
  });
});
