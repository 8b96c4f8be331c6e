import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { createClient, type Client } from '@vidkit/contracts/client';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { growClip, makeClip } from './clips.ts';
import { settled } from './direct-upload.ts';
import { type FrameHost, serveHostPage } from './frame-host.ts';
import { createPerson, signUp } from './people.ts';
import { Product } from './product.ts';
import { slowDownUploads } from './slow-line.ts';
import { holdsBytes } from './stored-bytes.ts';
import { tokenOf, videoIdIn } from './studio.ts';
import { until } from './until.ts';

/** What the scripts in `other-uploaders/` make of a client. */
interface UppyPeer {
  upload(endpoint: string, options: object): Promise<{ urls: string[]; faults: string[] }>;
}

interface TusPeer {
  begin(endpoint: string, token: string, options: object): void;
  pause(): Promise<void>;
  resume(): void;
  state(): { sent: number; url: string | null; ended: string | null; offsets: string[] };
}

declare const peer: UppyPeer & TusPeer;

const mebibyte = 1024 ** 2;

/** The newest Uppy and tus-js-client, on a page of another origin, with nothing but a token of a creator's. */
describe('other uploaders', () => {
  let product: Product;
  let browser: Browser;
  let folder: string;
  let host: FrameHost;
  let client: Client;
  let clip: string;
  let secret: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    clip = await makeClip(join(folder, 'crossing.mp4'), { size: '320x180', seconds: 3 });
    await growClip(clip, 33 * mebibyte);
    browser = await launchBrowser();
    host = await serveHostPage('<input type="file">');
    product = await Product.start();
    const visitor = await Visitor.arrive(browser);
    const studio = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, studio, createPerson('Ada'));
    await studio.locator('vid-upload').waitFor();
    const token = await tokenOf(studio);
    await visitor.leave();
    client = createClient({ baseUrl: product.url, getToken: () => Promise.resolve(token) });
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = { label: 'Guests', origins: [new URL(host.url).origin], expiresAt };
    ({ secret } = await client.call('createUploadToken', { body }));
  });

  after(async () => {
    await browser?.close();
    await host?.stop();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  /** Somebody on the page of another site who has chosen the clip. */
  const arrive = async (script: string): Promise<{ visitor: Visitor; page: Page }> => {
    const visitor = await Visitor.arrive(browser);
    const page = await visitor.open(host.url);
    await page.addScriptTag({ content: await bundle(script) });
    await page.locator('input').setInputFiles(clip);
    return { visitor, page };
  };

  /** The video is ready, and its source is the very file. */
  const assertReady = async (address: string): Promise<void> => {
    const id = videoIdIn(address);
    const video = await settled(client, id);
    assert.equal(video.status, 'ready', JSON.stringify(video.failure));
    assert.equal(video.title, 'crossing');
    assert.ok(await holdsBytes(product, clip));
    // So that the next one finds only its own bytes.
    await client.call('deleteVideo', { params: { id } });
  };

  describe('Uppy', () => {
    for (const [what, options] of [
      ['as it comes, in a form', {}],
      ['in parts through us, where the page does not tell the size', { shouldUseMultipart: true }],
      ['in parts to the store, where it does', { shouldUseMultipart: true, tellSize: true }],
    ] as const) {
      it(`uploads ${what}, to a video that is ready`, async () => {
        const { visitor, page } = await arrive('uppy.js');
        const { urls, faults } = await page.evaluate(([endpoint, chosen]) => peer.upload(endpoint, chosen), [
          `${product.url}/v1/uppy/${secret}`,
          options,
        ] as const);
        assert.deepEqual(faults, []);
        assert.equal(urls.length, 1);
        visitor.assertNoComplaints();
        await visitor.leave();
        await assertReady(urls[0] ?? '');
      });
    }
  });

  describe('tus-js-client', () => {
    const begin = (page: Page, options: object = {}): Promise<void> =>
      page.evaluate(([endpoint, token, chosen]) => peer.begin(endpoint, token, chosen), [
        `${product.url}/v1/tus`,
        secret,
        options,
      ] as const);
    const state = (page: Page) => page.evaluate(() => peer.state());
    const ended = async (page: Page): Promise<string> => {
      const { ended: how, url } = await until('The upload has ended', async () => {
        const now = await state(page);
        return now.ended !== null && now;
      });
      assert.equal(how, 'success');
      return url ?? '';
    };
    const sent = (page: Page, bytes: number) =>
      until(`${bytes} bytes are sent`, async () => (await state(page)).sent >= bytes, { everyMs: 30 });

    it('uploads in one request, to a video that is ready', async () => {
      const { visitor, page } = await arrive('tus.js');
      await begin(page);
      const address = await ended(page);
      visitor.assertNoComplaints();
      await visitor.leave();
      await assertReady(address);
    });

    it('goes on after a pause where it was', async () => {
      const { visitor, page } = await arrive('tus.js');
      await slowDownUploads(page, 8 * mebibyte);
      await begin(page);
      await sent(page, 12 * mebibyte);
      await page.evaluate(() => peer.pause());
      await page.evaluate(() => peer.resume());
      await sent(page, 14 * mebibyte);
      const { offsets } = await state(page);
      assert.equal(offsets.length, 1);
      assert.ok(Number(offsets[0]) > 8 * mebibyte, offsets[0]);
      const address = await ended(page);
      visitor.assertNoComplaints();
      await visitor.leave();
      await assertReady(address);
    });

    it('loses nothing that was answered when the API is killed', async () => {
      const { visitor, page } = await arrive('tus.js');
      await slowDownUploads(page, 8 * mebibyte);
      // So that there are answers before the end.
      await begin(page, { chunkSize: 3 * mebibyte });
      await sent(page, 14 * mebibyte);
      const killed = await product.kill('api');
      await until('The API runs again', async () => (await product.pidOf('api')) !== killed);
      const address = await ended(page);
      const { offsets } = await state(page);
      assert.ok(Number(offsets.at(-1)) >= 12 * mebibyte, String(offsets));
      visitor.assertNoComplaints(/net::ERR_/);
      await visitor.leave();
      await assertReady(address);
    });

    it('uploads four pieces at once, which become one video that is ready', async () => {
      const { visitor, page } = await arrive('tus.js');
      await begin(page, { parallelUploads: 4 });
      const address = await ended(page);
      visitor.assertNoComplaints();
      await visitor.leave();
      await assertReady(address);
    });
  });
});

const bundle = async (script: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'other-uploaders', script)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
};
