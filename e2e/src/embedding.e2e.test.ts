import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Browser, Page } from 'playwright-core';

import { assertAccessible } from './accessibility.ts';
import { launchBrowser, Visitor } from './browser.ts';
import { makeClip } from './clips.ts';
import { serveHostPage } from './frame-host.ts';
import { storedOnOrigin } from './host-storage.ts';
import { signIn, signInByWindow } from './people.ts';
import { factsOf, playsOn } from './playing.ts';
import { type DemoFacts, Product } from './product.ts';
import { overhear, serveStrictPage } from './strict-host.ts';
import { chooseFiles, uploadRow, watchText } from './studio.ts';
import { arrives, comment, draft } from './talking.ts';
import { until } from './until.ts';

/** The three tags on a page of another site, in the browser's sense, and everything else that others embed. */
describe('embedding', () => {
  let product: Product;
  let demo: DemoFacts;
  let browser: Browser;
  let reader: Visitor;
  let neighbour: Visitor;
  let host: Page;
  let watch: Page;
  let folder: string;
  const tokens = new Set<string>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    browser = await launchBrowser();
    product = await Product.start({ demo: true });
    demo = await product.demo();
    reader = await Visitor.arrive(browser);
    neighbour = await Visitor.arrive(browser);
    await until(
      'The demo video plays',
      async () => (await fetch(`${product.url}/v1/videos/${demo.videoId}/playback`)).ok,
      { withinMs: 120_000 },
    );
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  it('plays on the page of another site, under a policy of its own', async () => {
    host = await reader.context.newPage();
    host.on('request', (request) => {
      const [scheme, token] = request.headers()['authorization']?.split(' ') ?? [];
      if (scheme === 'Bearer' && token) tokens.add(token);
    });
    const answer = await host.goto(`${product.hostUrl}/`);
    assert.match(answer?.headers()['content-security-policy'] ?? '', /default-src 'none'/);
    assert.notEqual(new URL(host.url()).hostname, new URL(product.url).hostname);
    await host.locator('vid-player').getByRole('button', { name: 'Play' }).click();
    await playsOn(host.locator('vid-player'));
  });

  it('plays under the strictest policy, with captions and menu, and nothing is said against it', async () => {
    const { version } = (await (await fetch(`${product.url}/cdn/latest.json`)).json()) as { version: string };
    const strict = await serveStrictPage(
      `<link rel="icon" href="${product.url}/favicon.ico">
      <vid-player video-id="${demo.videoId}" api="${product.url}">
        <track kind="captions" srclang="en" label="English" src="/captions.vtt">
      </vid-player>
      <script type="module" src="/cdn/${version}/vid-player.js"></script>`,
      product.url,
    );
    const page = await reader.context.newPage();
    const heard = await overhear(page);
    try {
      await page.goto(strict.url);
      const player = page.locator('vid-player');
      await player.getByRole('button', { name: 'Play' }).click();
      await playsOn(player);
      await page.keyboard.press('c');
      await player.getByText('Words under a strict policy').waitFor();
      await player.getByRole('button', { name: 'Settings' }).click();
      await player.getByRole('menu').waitFor();
      await assertAccessible(page);
      await page.keyboard.press('Escape');
      await player.getByRole('menu').waitFor({ state: 'hidden' });
      await player.click({ button: 'right', position: { x: 200, y: 100 } });
      await player.getByRole('menu').waitFor();
      await assertAccessible(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await player.locator('[part~="panel"]').waitFor();
      await assertAccessible(page);
      await page.keyboard.press('Escape');
      for (const path of [['More', 'Statistics'], ['Transcript'], ['Captions', 'Caption style']]) {
        await player.getByRole('button', { name: 'Settings' }).click();
        for (const name of path) await player.locator('.menu-item', { hasText: name }).first().click();
        await player.locator('[part~="panel"]').waitFor();
        await assertAccessible(page);
        await player.getByRole('button', { name: 'Close' }).click();
      }
      // On a slow machine it has ended meanwhile, and would stand still where it is put.
      await player.evaluate((element: HTMLVideoElement) => {
        element.currentTime = element.duration - 1;
        return element.play();
      });
      await player.getByRole('button', { name: /again/i }).first().waitFor();
      assert.deepEqual(heard, []);
    } finally {
      await page.close();
      await strict.stop();
    }
  });

  it('takes a comment there after sign-in by a window, which arrives on the watch page', async () => {
    watch = await neighbour.open(`${product.url}/watch/${demo.videoId}`);
    await watch.locator('vid-comments').getByText('No comments yet').waitFor();
    await draft(host, 'Greetings from the lighthouse');
    const send = host.locator('vid-comments').getByRole('button', { name: 'Sign in and comment' });
    await signInByWindow(host, () => send.click(), { name: 'Demo', ...demo });
    await comment(host, 'Greetings from the lighthouse').waitFor();
    await arrives(watch, 'Greetings from the lighthouse');
  });

  it('takes an upload there from the same person without another sign-in', async () => {
    const clip = await makeClip(join(folder, 'storm.mp4'), { size: '360x640', seconds: 3 });
    await chooseFiles(host, clip);
    await watchText(uploadRow(host, 'storm'), /Ready to watch(?!\. Sharper)/, 150_000);
  });

  it('leaves no token on the origin of the page', async () => {
    assert.ok(tokens.size > 0);
    const stored = await storedOnOrigin(host);
    for (const token of tokens) assert.ok(!stored.includes(token), 'an access token is stored');
    assert.doesNotMatch(stored, /eyJ|refresh|access_?token/i);
    const cookies = await reader.context.cookies(product.hostUrl);
    assert.deepEqual(
      cookies.map(({ name }) => name),
      [],
    );
    assert.deepEqual(
      await host.evaluate(() => Object.keys(globalThis).filter((name) => /^vid/i.test(name))),
      [],
      'no globals but the tags',
    );
  });

  it('plays in a frame on another site', async () => {
    const other = await serveHostPage(
      `<iframe title="Video" width="640" height="360" allow="autoplay; fullscreen; picture-in-picture"
        src="${product.url}/embed/${demo.videoId}"></iframe>`,
    );
    try {
      const page = await reader.open(other.url);
      const player = page.frameLocator('iframe').locator('vid-player');
      await player.getByRole('button', { name: 'Play' }).click();
      await playsOn(player);
      await page.close();
    } finally {
      await other.stop();
    }
  });

  it('describes itself by oEmbed', async () => {
    const page = `${product.url}/watch/${demo.videoId}`;
    const document = await (await fetch(page)).text();
    const discovered = /type="application\/json\+oembed"\s+href="([^"]+)"/.exec(document)?.[1] ?? '';
    const answer = await fetch(discovered.replaceAll('&amp;', '&'));
    assert.equal(answer.status, 200);
    const facts = (await answer.json()) as Record<string, unknown>;
    assert.equal(facts['type'], 'video');
    assert.equal(facts['version'], '1.0');
    assert.match(String(facts['html']), new RegExp(`${product.url}/embed/${demo.videoId}`));
    const small = await fetch(`${product.url}/oembed?${new URLSearchParams({ url: page, maxwidth: '320' })}`);
    assert.equal(((await small.json()) as { width: number }).width, 320);
    const unknown = await fetch(`${product.url}/oembed?url=${encodeURIComponent('https://example.com/')}`);
    assert.equal(unknown.status, 404);
  });

  it('is accessible on every page, at rest and in use', async () => {
    await assertAccessible(host);
    await assertAccessible(watch);
    const player = watch.locator('vid-player');
    await player.getByRole('button', { name: 'Play' }).click();
    await playsOn(player);
    await player.getByRole('button', { name: 'Settings' }).click();
    await player.getByRole('menu').waitFor();
    await assertAccessible(watch);

    const visitor = await Visitor.arrive(browser);
    const page = await visitor.open(`${product.url}/studio/upload`);
    await page.getByLabel('Email').waitFor();
    await assertAccessible(page);
    await page.getByRole('link', { name: 'Create account' }).click();
    await page.getByLabel('Name').waitFor();
    await assertAccessible(page);
    await page.goBack();
    await page.getByLabel('Email').fill(demo.email);
    await page.getByLabel('Password').fill(demo.password);
    await page.keyboard.press('Enter');
    await page.locator('vid-upload').waitFor();
    await assertAccessible(page);
    for (const path of ['videos', 'sites', `videos/${demo.videoId}`, `videos/${demo.videoId}/share`]) {
      await page.goto(`${product.url}/studio/${path}`);
      await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Loading' }).waitFor();
      await assertAccessible(page);
    }
    visitor.assertNoComplaints();
    await visitor.leave();
  });

  it('can be used by the keyboard alone', async () => {
    const page = await neighbour.open(`${product.url}/watch/${demo.videoId}`);
    const player = page.locator('vid-player');
    await player.getByRole('button', { name: 'Play' }).waitFor();
    await tabTo(page, 'Play');
    await page.keyboard.press('Space');
    await playsOn(player);
    await page.keyboard.press('Space');
    await until('The pause', async () => (await factsOf(player)).paused);
    const { seconds } = await factsOf(player);
    await page.keyboard.press('ArrowRight');
    await until('The seek', async () => (await factsOf(player)).seconds > seconds + 3);
    await page.keyboard.press('ArrowLeft');
    await until('The way back', async () => (await factsOf(player)).seconds < seconds + 2);
    await tabTo(page, 'Your comment');
    await page.keyboard.type('Typed without a mouse');
    // It is fetched when somebody begins to write.
    await page.locator('vid-comments').getByRole('button', { name: 'Sign in and comment' }).waitFor();
    await tabTo(page, 'Sign in and comment');
  });

  it('plays only on the sites that its owner lists', async () => {
    const latest = await fetch(`${product.url}/cdn/latest.json`);
    const { version } = (await latest.json()) as { version: string };
    const code = `<script type="module" src="${product.url}/cdn/${version}/vid-player.js"></script>
      <vid-player video-id="${demo.videoId}" muted></vid-player>
      <iframe title="Video" width="640" height="360" src="${product.url}/embed/${demo.videoId}"></iframe>`;
    const [listed, foreign] = [await serveHostPage(code), await serveHostPage(code)];
    const answer = async () => (await fetch(`${product.url}/v1/videos/${demo.videoId}/playback`)).status;
    // Refusals are what this is about, so nobody minds them in the console.
    const visitor = await Visitor.arrive(browser);
    try {
      const studio = await visitor.open(`${product.url}/studio/videos/${demo.videoId}`);
      await studio.getByLabel('Email').waitFor();
      await signIn(studio, demo);
      await studio.getByLabel('Only these sites').check();
      await studio.getByLabel('Sites, one on each line').fill(listed.url);
      await studio.getByLabel('Sites, one on each line').blur();
      await until('The list holds', async () => (await answer()) === 403);

      const page = await visitor.open(listed.url);
      const players = [page.locator('body > vid-player'), page.frameLocator('iframe').locator('vid-player')];
      for (const player of players) {
        await player.getByRole('button', { name: 'Play' }).click();
        await playsOn(player);
      }
      await page.goto(foreign.url);
      await until(
        'The refusal',
        async () => (await factsOf(page.locator('body > vid-player'))).error === 'forbidden',
      );
      await page.frameLocator('iframe').getByText('Not on this site').waitFor();

      await studio.getByLabel('All sites').check();
      await until('The list is gone', async () => (await answer()) === 200);
      await page.reload();
      await page.locator('body > vid-player').getByRole('button', { name: 'Play' }).click();
      await playsOn(page.locator('body > vid-player'));
    } finally {
      await visitor.leave();
      await listed.stop();
      await foreign.stop();
    }
  });

  it('left nothing to complain about', () => {
    reader.assertNoComplaints();
    neighbour.assertNoComplaints();
  });
});

/** Presses Tab until the focus is on what is called so. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  const passed: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      return (focused?.getAttribute('aria-label') ?? focused?.textContent ?? '').trim();
    });
    if (label === name) return;
    passed.push(label);
  }
  assert.fail(`Tab does not come to “${name}”, but to ${passed.join(' › ')}`);
};
