import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { makeClip } from './clips.ts';
import { allow, createPerson, signIn, signUp } from './people.ts';
import { factsOf, followRenditions, limitBandwidth, playsOn, skipBuffer } from './playing.ts';
import { Product } from './product.ts';
import { chooseFiles, uploadRow, videoIdIn, watchText } from './studio.ts';
import { arrives, comment, draft, post } from './talking.ts';
import { until } from './until.ts';

/** The main job, as one creator and one viewer live it, in two browsers. */
describe('from upload to talk', () => {
  const ada = createPerson('Ada');
  const grace = createPerson('Grace');
  let product: Product;
  let browser: Browser;
  let folder: string;
  let creator: Visitor;
  let viewer: Visitor;
  let studio: Page;
  let watching: Page;
  let watchUrl: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    browser = await launchBrowser();
    product = await Product.start();
    creator = await Visitor.arrive(browser);
    viewer = await Visitor.arrive(browser);
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  it('signs up in the studio, by mail', async () => {
    studio = await creator.open(`${product.url}/studio/`);
    await signUp(product, studio, ada);
    await studio.getByRole('heading', { name: 'Upload your first video' }).waitFor();
    assert.equal(new URL(studio.url()).pathname.startsWith('/studio/'), true);
  });

  it('signs out and in again, back to the page that was asked for', async () => {
    await studio.getByRole('button', { name: 'Account' }).click();
    await studio.getByRole('button', { name: 'Sign out' }).click();
    await studio.waitForURL(`${product.url}/signed-out`);
    await studio.goto(`${product.url}/studio/upload`);
    await signIn(studio, ada);
    await studio.locator('vid-upload').getByRole('button', { name: 'Choose videos' }).waitFor();
    assert.equal(studio.url(), `${product.url}/studio/upload`);
  });

  it('shows an upload live on its way to ready, without a reload', async () => {
    // Few and small frames: quick to encode, and yet longer than a player buffers ahead.
    const clip = await makeClip(join(folder, 'harbour.mp4'), { size: '640x360', seconds: 40 });
    await studio.evaluate(() => void Object.assign(globalThis, { sameDocument: true }));
    await chooseFiles(studio, clip);
    const seen = await watchText(uploadRow(studio, 'harbour'), /Ready to watch(?!\. Sharper)/, 300_000);
    for (const stage of [/ of [\d.]+ [KM]B/, /Preparing your video: \d+%/, /Ready to watch/]) {
      assert.ok(
        seen.some((text) => stage.test(text)),
        `${stage} is missing in:\n${seen.join('\n')}`,
      );
    }
    assert.equal(await studio.evaluate(() => 'sameDocument' in globalThis), true);
    watchUrl = await uploadRow(studio, 'harbour').getByLabel(/^Link/).inputValue();
    assert.equal(new URL(watchUrl).origin, product.url);
  });

  it('keeps it private until it is published', async () => {
    assert.equal((await fetch(watchUrl)).status, 404);
    await studio.goto(`${product.url}/studio/videos/${videoIdIn(watchUrl)}`);
    await studio.getByRole('textbox', { name: 'Title' }).fill('The harbour');
    await studio.getByRole('radio', { name: /^Public/ }).check();
    await studio
      .getByRole('status')
      .filter({ hasText: /^\s*Saved\s*$/ })
      .waitFor();
    assert.equal((await fetch(watchUrl)).status, 200);
  });

  it('plays on the watch page, picture and sound', async () => {
    watching = await viewer.open(watchUrl);
    await watching.getByRole('heading', { name: 'The harbour', level: 1 }).waitFor();
    const player = watching.locator('vid-player');
    await player.getByRole('button', { name: 'Play' }).click();
    await playsOn(player);
  });

  it('makes room for the player that asks for it', async () => {
    const player = watching.locator('vid-player');
    const width = async (): Promise<number> => (await player.boundingBox())?.width ?? 0;
    await watching.setViewportSize({ width: 1600, height: 900 });
    const usual = await width();
    await player.press('t');
    await until('The wide view', async () => (await width()) > usual + 100);
    assert.ok(((await player.boundingBox())?.height ?? Infinity) < 900);
    assert.equal(await watching.evaluate(() => document.documentElement.scrollWidth), 1600);
    await player.press('t');
    await until('The usual width', async () => (await width()) === usual);
  });

  it('changes to a smaller rendition when bandwidth drops', async () => {
    await watching.close();
    watching = await viewer.context.newPage();
    // Enough for the best rendition, too little to have the whole clip at once.
    const line = await limitBandwidth(watching, 170_000);
    const asked = followRenditions(watching);
    await watching.goto(watchUrl);
    const player = watching.locator('vid-player');
    await player.getByRole('button', { name: 'Play' }).click();
    await until('The best picture', async () => (await factsOf(player)).height === 360);
    await line.limitTo(40_000);
    asked.length = 0;
    const from = await skipBuffer(player);
    await until('A smaller picture', async () => {
      const { height, seconds } = await factsOf(player);
      return seconds > from && height === 240;
    });
    assert.ok(
      asked.some((name) => /^240/.test(name)),
      `it asked for ${asked.join(', ')}`,
    );
    await line.release();
  });

  it('asks the viewer to sign in by a window, then posts what was written', async () => {
    const page = watching;
    await page.locator('vid-player').evaluate((element) => (element as HTMLVideoElement).pause());
    await draft(page, 'Lovely light at 0:12, is it not?');
    const open = page.locator('vid-comments').getByRole('button', { name: 'Sign in and comment' });
    const [popup] = await Promise.all([page.waitForEvent('popup'), open.click()]);
    const closed = popup.waitForEvent('close');
    await signUp(product, popup, grace);
    await allow(popup);
    await closed;
    await comment(page, 'Lovely light').waitFor();
    await comment(page, 'Lovely light').getByText('Grace').waitFor();
  });

  it('shows a comment in the other browser as it is written', async () => {
    await studio.goto(watchUrl);
    await comment(studio, 'Lovely light').waitFor();
    await post(watching, 'And the gulls!');
    await arrives(studio, 'And the gulls!');
  });

  it('likes and answers, and the other browser sees both', async () => {
    const theirs = comment(studio, 'And the gulls!');
    // Signed in on this origin by the studio: the window asks at most for consent.
    const agree = (popup: Page): void => void allow(popup);
    studio.on('popup', agree);
    await theirs.getByRole('button', { name: 'Like' }).click();
    await theirs.getByRole('button', { name: 'Like, 1', pressed: true }).waitFor();
    studio.off('popup', agree);

    await theirs.getByRole('button', { name: 'Reply to Grace' }).click();
    await studio.getByRole('textbox', { name: 'Your reply to Grace' }).fill('They were loud.');
    await studio.getByRole('button', { name: 'Reply', exact: true }).click();
    await arrives(watching, 'They were loud.');

    await watching.reload();
    await comment(watching, 'And the gulls!').getByRole('button', { name: 'Like, 1' }).waitFor();
  });

  it('seeks the player to the moment that a comment names', async () => {
    const player = watching.locator('vid-player');
    const first = player.evaluate(
      (element) =>
        new Promise<number>((resolve) => {
          const media = element as HTMLVideoElement;
          media.addEventListener('timeupdate', () => resolve(media.currentTime), { once: true });
        }),
    );
    await comment(watching, 'Lovely light').getByRole('button', { name: 'Play from 0:12' }).click();
    const { seconds } = await playsOn(player);
    assert.ok(seconds >= 12, `it plays at ${seconds} s`);
    assert.ok((await first) >= 12, `it began at ${await first} s`);
  });

  it('left nothing to complain about in either browser', () => {
    creator.assertNoComplaints();
    viewer.assertNoComplaints();
  });
});
