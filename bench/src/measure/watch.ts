import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Browser, Page } from 'playwright-core';

import type { Line } from './line.ts';

/** Whose player a page has. */
export type Player = 'vidkit' | 'hls.js' | 'shaka';

export interface Visit {
  readonly player: Player;
  /** Of the multivariant playlist. */
  readonly address: string;
}

/** What one visitor saw; times in milliseconds. */
export interface Seen {
  /** From the press of the button to the first frame on the screen. */
  readonly firstFrame: number;
  /** How long the picture stood still after the first frame, until the end of the look. */
  readonly still: number;
  /** How often playback ran out of media. */
  readonly stalls: number;
  /** Lines of the picture at the first frame and at the end of the look. */
  readonly lines: readonly [number, number];
  /** What came over the line between the press and the first frame. */
  readonly bytes: number;
  readonly requests: number;
  /** Of the whole visit, code and media. */
  readonly allRequests: number;
  readonly preflights: number;
}

export interface Site {
  visit(browser: Browser, line: Line, visit: Visit): Promise<Seen>;
  close(): Promise<void>;
}

/** Seconds of the video that are looked at: what has been played and what is there can make nobody wait. */
const lookSeconds = 20;
const size = { width: 960, height: 540 };
const quietMs = 400;

const scripts: Readonly<Record<string, string>> = {
  '/hls.js': 'hls.js/dist/hls.min.js',
  '/shaka.js': 'shaka-player/dist/shaka-player.compiled.js',
};

/** A site of somebody else, which embeds a video of ours: another origin than the product's, and no part of the line. */
export const openSite = async (script: string): Promise<Site> => {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const file = scripts[pathname];
    // Browsers look for an icon.
    if (!file && pathname !== '/') return response.writeHead(404).end();
    response.setHeader('content-type', file ? 'text/javascript' : 'text/html');
    response.end(
      file ? await readFile(fileURLToPath(import.meta.resolve(file))) : pageOf(searchParams, script),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    visit: async (browser, line, { player, address }) => {
      // Each visitor has a cache of its own, which is empty.
      const context = await browser.newContext({ viewport: size });
      try {
        const page = await context.newPage();
        line.traffic = [];
        await page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ player, address }).toString()}`);
        await quiet(line);
        // Whoever is about to press shows interest: the code of the player is there when they do, as that of the peers is.
        await page.mouse.move(size.width / 2, size.height / 2);
        await quiet(line);
        return await look(page, line);
      } finally {
        await context.close();
      }
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

/** Until nothing has come over the line for a while. */
const quiet = async (line: Line): Promise<void> => {
  for (let seen = -1; seen !== line.traffic.length;) {
    seen = line.traffic.length;
    await pause(quietMs);
  }
};

const look = async (page: Page, line: Line): Promise<Seen> => {
  const before = line.traffic.length;
  // In a box, for else it would be waited for here.
  const measuring = await page.evaluateHandle(startMeasuring, lookSeconds);
  await page.mouse.click(size.width / 2, size.height / 2);
  const { pressedAt, frameAt, ...seen } = await measuring.evaluate(({ ended }) => ended);
  const until = line.traffic.slice(before).filter(({ at }) => at >= pressedAt && at <= frameAt);
  const requests = line.traffic.filter(({ bytes }) => bytes === 0);
  return {
    ...seen,
    firstFrame: frameAt - pressedAt,
    bytes: until.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: until.filter(({ bytes }) => bytes === 0).length,
    allRequests: requests.length,
    preflights: requests.filter(({ method }) => method === 'OPTIONS').length,
  };
};

/** Runs in the page, before the press. Times are milliseconds since 1970. */
const startMeasuring = (seconds: number) => {
  const media = document.querySelector<HTMLVideoElement>('vid-player, video');
  if (!media) throw new Error('there is no player');
  const since1970 = () => performance.timeOrigin + performance.now();
  const pressed = new Promise<number>((resolve) => {
    addEventListener('click', () => resolve(since1970()), { capture: true, once: true });
  });
  const shown = new Promise<number>((resolve) => {
    media.requestVideoFrameCallback(() => resolve(since1970()));
  });
  const measure = async () => {
    const pressedAt = await pressed;
    const frameAt = await shown;
    const first = { lines: media.videoHeight, position: media.currentTime };
    let stalls = 0;
    media.addEventListener('waiting', () => (stalls += media.seeking ? 0 : 1));
    const limit = frameAt + 120_000;
    for (;;) {
      const { buffered, currentTime } = media;
      const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
      if (Math.max(currentTime, end) >= seconds) break;
      if (since1970() > limit) throw new Error(`only ${currentTime} s were played`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const still = since1970() - frameAt - (media.currentTime - first.position) * 1000;
    const lines: [number, number] = [first.lines, media.videoHeight];
    return { pressedAt, frameAt, still: Math.max(0, still), stalls, lines };
  };
  return { ended: measure() };
};

/** How each player is used by a page that loads it beforehand and begins when it is pressed. */
const pages: Readonly<Record<Player, (address: string, script: string) => string>> = {
  vidkit: (address, script) =>
    `<script type="module" src="${script}"></script><vid-player muted src="${address}"></vid-player>`,
  'hls.js': (address) => `<script src="/hls.js"></script><video muted></video><script>
  document.querySelector('video').addEventListener('click', ({ currentTarget: video }) => {
    const hls = new Hls();
    hls.loadSource('${address}');
    hls.attachMedia(video);
    void video.play();
  });
</script>`,
  shaka: (address) => `<script src="/shaka.js"></script><video muted></video><script>
  document.querySelector('video').addEventListener('click', async ({ currentTarget: video }) => {
    const player = new shaka.Player();
    await player.attach(video);
    await player.load('${address}');
    await video.play();
  });
</script>`,
};

const pageOf = (search: URLSearchParams, script: string): string => `<!doctype html><meta charset="utf-8">
<style>body { margin: 0 } vid-player, video { display: block; inline-size: ${size.width}px; block-size: ${size.height}px }</style>
${pages[search.get('player') as Player](search.get('address') ?? '', script)}`;
