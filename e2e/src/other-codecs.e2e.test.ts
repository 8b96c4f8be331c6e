import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { createClient, type Client } from '@vidkit/contracts/client';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { makeClip } from './clips.ts';
import { sendFile, settled } from './direct-upload.ts';
import { createPerson, signUp } from './people.ts';
import { factsOf, followRenditions, playsOn } from './playing.ts';
import { Product } from './product.ts';
import { tokenOf } from './studio.ts';
import { until } from './until.ts';

/** An installation that makes AV1 beside H.264, and a browser that decodes it. */
describe('other codecs', () => {
  let product: Product;
  let browser: Browser;
  let visitor: Visitor;
  let client: Client;
  let folder: string;
  let page: Page;
  let asked: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    browser = await launchBrowser();
    product = await Product.start({ env: { VIDEO_CODECS: 'h264,av1' } });
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

  it('plays a video in AV1, with its sound', async () => {
    const clip = await makeClip(join(folder, 'harbour.mp4'), { size: '640x360', seconds: 14 });
    const id = await sendFile(client, clip);
    const video = await settled(client, id);
    assert.equal(video.status, 'ready', JSON.stringify(video.failure));
    await client.call('updateVideo', {
      params: { id },
      body: { visibility: 'public' },
      ifMatch: video.version,
    });
    asked = followRenditions(page);
    const { watchUrl } = await client.call('getPlayback', { params: { id } });
    await page.goto(watchUrl);
    const player = page.locator('vid-player');
    await player.getByRole('button', { name: 'Play' }).click();
    await playsOn(player);
    assert.ok(
      asked.some((name) => name.endsWith('-av1')),
      asked.join(' '),
    );
  });

  it('offers each size once, and stays in AV1 when somebody chooses one', async () => {
    const player = page.locator('vid-player');
    await player.hover();
    await player.getByRole('button', { name: 'Settings' }).click();
    await player.getByRole('menuitem', { name: 'Quality' }).click();
    const labels = await player.getByRole('menuitemradio').allInnerTexts();
    assert.deepEqual(
      labels.slice(1).map((label) => label.trim()),
      ['360p', '240p'],
    );
    await player.getByRole('menuitemradio', { name: '240p' }).click();
    await until('240 lines are shown', async () => (await factsOf(player)).height === 240);
    await playsOn(player);
    assert.deepEqual(
      asked.filter((name) => /^\d+(-low)?$/.test(name)),
      [],
    );
    visitor.assertNoComplaints();
  });
});
