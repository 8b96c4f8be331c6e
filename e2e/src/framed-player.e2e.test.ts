import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';

import type { Browser, Frame, Page, Request } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { serveHostPage } from './frame-host.ts';
import { factsOf, playsOn } from './playing.ts';
import { type DemoFacts, Product } from './product.ts';
import { until } from './until.ts';

const kib = 1024;

/** A player in a frame on another site: what it costs at rest, how the page around it controls it, what it tells. */
describe('framed player', () => {
  let product: Product;
  let demo: DemoFacts;
  let browser: Browser;
  let embed: string;
  let cdn: string;

  before(async () => {
    browser = await launchBrowser();
    product = await Product.start({ demo: true });
    demo = await product.demo();
    embed = `${product.url}/embed/${demo.videoId}`;
    const latest = (await (await fetch(`${product.url}/cdn/latest.json`)).json()) as { version: string };
    cdn = `${product.url}/cdn/${latest.version}`;
    const ready = async (): Promise<boolean> => {
      const video = await fetch(`${product.url}/v1/videos/${demo.videoId}`);
      return ((await video.json()) as { status: string }).status === 'ready';
    };
    await until('The demo video is ready', ready, { withinMs: 240_000, everyMs: 500 });
  });

  after(async () => {
    await browser?.close();
    await product?.destroy();
  });

  /** Addresses of the player before anybody plays: its file, and what that imports at once. */
  const shell = async (): Promise<ReadonlySet<string>> => {
    const { files } = (await (await fetch(`${cdn}/integrity.json`)).json()) as {
      files: Record<string, { imports: string[] }>;
    };
    const names = new Set(['vid-player.js']);
    for (const name of names) for (const next of files[name]?.imports ?? []) names.add(next);
    return new Set([...names].map((name) => `${cdn}/${name}`));
  };

  /** A page of another site with this body, and what was asked for from it and from its frames. */
  const visit = async (
    body: string,
    use: (page: Page, asked: Request[], visitor: Visitor) => Promise<void>,
  ): Promise<void> => {
    const host = await serveHostPage(body);
    const visitor = await Visitor.arrive(browser);
    try {
      const asked: Request[] = [];
      visitor.context.on('request', (request) => asked.push(request));
      await use(await visitor.open(host.url), asked, visitor);
    } finally {
      await visitor.leave();
      await host.stop();
    }
  };
  const frame = (query = ''): string =>
    `<iframe title="Video" width="640" height="360" allow="autoplay; fullscreen" src="${embed}${query}"></iframe>`;
  const inside = async (page: Page): Promise<Frame> =>
    until('The frame', () => page.frames().find((one) => one.url().startsWith(product.url)));

  it('is a page, the player, a script and a poster until somebody plays, and stores nothing', async () => {
    await visit(frame(), async (page, asked, visitor) => {
      const player = page.frameLocator('iframe').locator('vid-player');
      await player.getByRole('button', { name: 'Play' }).waitFor();
      await until('The poster', () =>
        player.evaluate((element) => element.shadowRoot?.querySelector('img')?.naturalWidth),
      );
      const ofFrame = asked.filter((request) => request.frame() !== page.mainFrame());
      const paths = ofFrame.map((request) => new URL(request.url()).pathname);
      const [scripts, others] = [
        paths.filter((path) => path.startsWith('/cdn/')),
        paths.filter((path) => !path.startsWith('/cdn/')),
      ];
      assert.deepEqual(
        others.map((path) => path.replace(/^\/p\/.*\/poster.*\.(avif|jpg)$/, 'the poster')),
        [`/embed/${demo.videoId}`, '/assets/pages/embed.js', 'the poster'],
      );
      assert.deepEqual(scripts.map((path) => `${product.url}${path}`).sort(), [...(await shell())].sort());
      for (const request of ofFrame) assert.equal(new URL(request.url()).origin, product.url);

      // By itself, since browsers may deny frames of other sites every storage there is.
      const alone = await visitor.open(embed);
      await alone.locator('vid-player').getByRole('button', { name: 'Play' }).waitFor();
      const stored = await alone.evaluate(async () => ({
        local: localStorage.length,
        session: sessionStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        cookies: document.cookie,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
      }));
      assert.deepEqual(stored, { local: 0, session: 0, databases: 0, caches: 0, cookies: '', workers: 0 });
      assert.deepEqual(await visitor.context.cookies(), []);
      visitor.assertNoComplaints();
    });
  });

  it('weighs less than 20 KiB before somebody plays', async (test) => {
    const size = async (address: string): Promise<number> =>
      brotliCompressSync(Buffer.from(await (await fetch(address)).arrayBuffer())).length;
    const sizes = {
      page: await size(`${embed}?title=1&color=c00000`),
      player: (await Promise.all([...(await shell())].map(size))).reduce((sum, bytes) => sum + bytes, 0),
      script: await size(`${product.url}/assets/pages/embed.js`),
    };
    const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);
    test.diagnostic(`embed page: ${JSON.stringify(sizes)}, ${total} bytes brotli in all`);
    assert.ok(total <= 20 * kib, `${total} bytes`);
  });

  it('is controlled from the page by the client', async () => {
    const body = `${frame('?muted=1')}
      <script type="module">
        import { VidEmbed } from '${cdn}/embed.js';
        window.heard = [];
        window.video = new VidEmbed(document.querySelector('iframe'));
        for (const name of ['loaded', 'playing', 'timeupdate', 'pause', 'qualitychange'])
          video.on(name, (data) => heard.push([name, data]));
      </script>`;
    await visit(body, async (page, _asked, visitor) => {
      await page.waitForFunction(() => 'video' in window);
      const call = (method: string, ...given: unknown[]): Promise<unknown> =>
        page.evaluate(
          ([name, args]) =>
            (window as unknown as { video: Record<string, (...a: unknown[]) => Promise<unknown>> }).video[
              name
            ]!(...args).catch((error: Error) => `${error.name}: ${error.message}`),
          [method, given] as const,
        );
      assert.equal(await call('getPaused'), true);
      assert.equal(await call('getVideoId'), demo.videoId);
      assert.equal(await call('play'), undefined);
      await playsOn(page.frameLocator('iframe').locator('vid-player'));
      assert.equal(await call('setCurrentTime', 1), 1);
      assert.match(String(await call('setVolume', 7)), /^RangeError/);
      const qualities = (await call('getQualities')) as { id: string }[];
      assert.equal(qualities[0]?.id, 'auto');
      assert.ok(qualities.length > 1, JSON.stringify(qualities));
      assert.equal(await call('pause'), undefined);
      for (const name of ['loaded', 'playing', 'timeupdate', 'pause'])
        await until(`The event ${name}`, () =>
          page.evaluate(
            (of) => (window as unknown as { heard: [string][] }).heard.some(([it]) => it === of),
            name,
          ),
        );

      assert.match(String(await call('loadVideo', '018f0000-0000-7000-8000-000000000000')), /^NotFoundError/);
      assert.equal(await call('loadVideo', demo.videoId), undefined);
      assert.equal(await call('getVideoId'), demo.videoId);
      assert.equal(await page.evaluate(() => history.length), 2);
      // The one complaint is about the page that there is none of.
      visitor.assertNoComplaints(/404/);
    });
  });

  it('does what its address asks', async () => {
    await visit(frame('?muted=1&autoplay=1&start=2&quality=240p&title=1&color=0a0'), async (page) => {
      const player = page.frameLocator('iframe').locator('vid-player');
      const facts = await playsOn(player);
      assert.ok(facts.seconds >= 2);
      const accent = await player.evaluate((element) =>
        getComputedStyle(element).getPropertyValue('--vid-accent'),
      );
      assert.equal(accent, '#0a0');
      assert.equal(await page.frameLocator('iframe').locator('.title').isHidden(), true);
      await until('The quality', async () => (await factsOf(player)).height <= 240);
    });
  });

  it('tells of a view when it ends, and of none where that is not wanted', async () => {
    for (const [query, reports] of [
      ['?muted=1', 1],
      ['?muted=1&dnt=1', 0],
    ] as const) {
      await visit(frame(query), async (page) => {
        const answers: number[] = [];
        page.context().on('response', (response) => {
          if (new URL(response.url()).pathname === '/v1/events') answers.push(response.status());
        });
        const player = page.frameLocator('iframe').locator('vid-player');
        await player.getByRole('button', { name: 'Play' }).click();
        await playsOn(player);
        await (
          await inside(page)
        ).evaluate(() => void window.dispatchEvent(new PageTransitionEvent('pagehide')));
        if (reports > 0) await until('The report', () => answers.length >= reports);
        else await playsOn(player);
        assert.deepEqual(
          answers,
          Array.from({ length: reports }, () => 204),
        );
      });
    }
  });
});
