import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { createClient, type Client } from '@vidkit/contracts/client';
import type { Browser, Page } from 'playwright-core';

import { launchBrowser, Visitor } from './browser.ts';
import { makeClip } from './clips.ts';
import { sendFile, settled } from './direct-upload.ts';
import { serveHostPage, type FrameHost } from './frame-host.ts';
import { createPerson, signUp } from './people.ts';
import { Product } from './product.ts';
import { tokenOf } from './studio.ts';
import { until } from './until.ts';

/** What the scripts in `other-players/` make of a player. */
interface Peer {
  load(url: string): Promise<void>;
  heights(): number[];
  languages(): string[];
  texts(): string[];
  chooseHeight(height: number): void;
  chooseLanguage(language: string): void;
  language(): string | undefined;
  chooseText(language: string): void;
  /** What the chosen texts say, as far as they were read. */
  cues(): string[];
  faults(): string[];
}

declare const peer: Peer;

const resolve = createRequire(import.meta.url).resolve;
const players = [
  { name: 'Shaka Player', bundle: resolve('shaka-player/dist/shaka-player.compiled.js'), script: 'shaka.js' },
  { name: 'Video.js 8', bundle: resolve('video.js/dist/video.min.js'), script: 'video-js.js' },
];

interface Facts {
  readonly seconds: number;
  readonly frames: number;
  readonly height: number;
}

const factsOf = (page: Page): Promise<Facts> =>
  page.evaluate(() => {
    const video = document.querySelector('video');
    if (!video) throw new Error('There is no video.');
    return {
      seconds: video.currentTime,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      height: video.videoHeight,
    };
  });

/** A published stream is for everybody's player: two sounds, texts, a ladder, at an address that players are given. */
describe('other players', () => {
  let product: Product;
  let browser: Browser;
  let folder: string;
  let host: FrameHost;
  let client: Client;
  let id: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vidkit-clips-'));
    browser = await launchBrowser();
    // Looped, so that no machine is too slow for it.
    host = await serveHostPage('<video muted loop playsinline width="640" height="360"></video>');
    product = await Product.start();
    const visitor = await Visitor.arrive(browser);
    const studio = await visitor.open(`${product.url}/studio/upload`);
    await signUp(product, studio, createPerson('Ada'));
    await studio.locator('vid-upload').waitFor();
    const token = await tokenOf(studio);
    await visitor.leave();
    client = createClient({ baseUrl: product.url, getToken: () => Promise.resolve(token) });
    const clip = await makeClip(join(folder, 'film.mp4'), {
      size: '640x360',
      seconds: 30,
      languages: ['eng', 'fra'],
    });
    id = await sendFile(client, clip);
    assert.equal((await settled(client, id)).status, 'ready');
    for (const [language, text] of [
      ['en', 'Hello'],
      ['fr', 'Bonjour'],
    ] as const) {
      await client.call('putCaptions', {
        params: { id, kind: 'subtitles', language },
        body: { text: `WEBVTT\n\n00:00.000 --> 00:30.000\n${text}\n` },
      });
    }
  });

  after(async () => {
    await browser?.close();
    await host?.stop();
    await product?.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  for (const { name, bundle, script } of players) {
    it(`plays in ${name}: languages, captions, seeking, another quality, and nothing said against it`, async () => {
      const visitor = await Visitor.arrive(browser);
      const page = await visitor.open(host.url);
      const said: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
      });
      page.on('pageerror', (error) => said.push(error.message));
      await page.addScriptTag({ path: bundle });
      await page.addScriptTag({ path: join(import.meta.dirname, 'other-players', script) });

      const { hlsUrl } = await client.call('getPlayback', { params: { id } });
      await page.evaluate((url) => peer.load(url), hlsUrl);
      await page.evaluate(() => document.querySelector('video')?.play());
      const playsOn = async (): Promise<Facts> => {
        const { seconds, frames } = await factsOf(page);
        return until(`${name} goes on`, async () => {
          const now = await factsOf(page);
          return now.seconds > seconds + 0.5 && now.frames > frames + 5 ? now : null;
        });
      };
      await playsOn();
      const known = await page.evaluate(() => [peer.heights(), peer.languages(), peer.texts()] as const);
      assert.deepEqual(
        known.map((all) => [...new Set<number | string>(all)].sort()),
        [
          [240, 360],
          ['en', 'fr'],
          ['en', 'fr'],
        ],
      );

      await page.evaluate(() => peer.chooseText('fr'));
      await until('French words', () => page.evaluate(() => peer.cues().includes('Bonjour')));
      await page.evaluate(() => peer.chooseLanguage('fr'));
      await until('French sound', () => page.evaluate(() => peer.language() === 'fr'));
      await playsOn();
      for (const height of [240, 360]) {
        await page.evaluate((wanted) => peer.chooseHeight(wanted), height);
        await page.evaluate(() => {
          const video = document.querySelector('video');
          if (video) video.currentTime = video.currentTime > 12 ? 4 : 20;
        });
        await playsOn();
        await until(`${height} lines`, async () => (await factsOf(page)).height === height);
      }
      assert.deepEqual(await page.evaluate(() => peer.faults()), []);
      assert.deepEqual(said, []);
      await visitor.leave();
    });
  }
});
