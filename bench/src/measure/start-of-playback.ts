import { setTimeout as pause } from 'node:timers/promises';

import type { Browser, CDPSession, Page } from 'playwright-core';

/** A line and a machine, as the developer tools of Chromium pretend them. */
export interface Profile {
  readonly bitsPerSecond: number;
  readonly latencyMs: number;
  /** Times that the processor is slower. */
  readonly slowdown: number;
}

/** What one visitor of a page saw; times in milliseconds since the page was asked for. */
export interface Start {
  readonly firstFrame: number;
  /** Of the picture at its first frame. */
  readonly lines: number;
  /** Times that playback ran dry in the ten seconds after it. */
  readonly stalls: number;
  /** What long tasks took beyond 50 ms each, until the first frame. */
  readonly blocking: number;
  /** Sum of layout shifts until ten seconds after the first frame. */
  readonly shift: number;
  /** Bytes of scripts as they came over the line, without headers, until the first frame and until the end of the look. */
  readonly scripts: readonly [number, number];
}

const viewport = { width: 1280, height: 800 };
const lookMs = 10_000;
const patience = 30_000;

/** Visits a page whose player begins by itself, with an empty cache. */
export const watchStart = async (browser: Browser, address: string, profile: Profile): Promise<Start> => {
  const context = await browser.newContext({ viewport });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await pretend(session, profile);
    const scripts = await countScripts(session);
    await page.addInitScript(observe);
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.seen.firstFrame > 0, null, {
      timeout: patience,
      polling: 50,
    });
    await pause(lookMs);
    const result = await page.evaluate(() => ({ ...window.seen }));
    const origin = await originOf(page);
    const until = (at: number): number =>
      scripts.filter((one) => one.at - origin <= at).reduce((sum, { bytes }) => sum + bytes, 0);
    return { ...result, scripts: [until(result.firstFrame), until(Infinity)] };
  } finally {
    await context.close();
  }
};

/** Milliseconds since 1970 at which the page was asked for. */
const originOf = (page: Page): Promise<number> => page.evaluate(() => performance.timeOrigin);

const pretend = async (session: CDPSession, { bitsPerSecond, latencyMs, slowdown }: Profile) => {
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bitsPerSecond / 8,
    uploadThroughput: bitsPerSecond / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
};

const countScripts = async (session: CDPSession): Promise<readonly { at: number; bytes: number }[]> => {
  const found: { at: number; bytes: number }[] = [];
  const scripts = new Set<string>();
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) found.push({ at: Date.now(), bytes: encodedDataLength });
  });
  return found;
};

interface Seen {
  firstFrame: number;
  lines: number;
  stalls: number;
  blocking: number;
  shift: number;
}
declare global {
  interface Window {
    seen: Seen;
  }
}

/** Runs in the page before anything of it. */
const observe = (): void => {
  const seen = (window.seen = { firstFrame: 0, lines: 0, stalls: 0, blocking: 0, shift: 0 });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      if (!seen.firstFrame) seen.blocking += Math.max(0, duration - 50);
    }
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });

  const videoIn = (root: Document | ShadowRoot): HTMLVideoElement | null => {
    const found = root.querySelector('video');
    if (found) return found;
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inside = shadowRoot && videoIn(shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const look = setInterval(() => {
    const media = videoIn(document);
    if (!media) return;
    clearInterval(look);
    const shown = (now: number): void => {
      seen.firstFrame = now;
      seen.lines = media.videoHeight;
      media.addEventListener('waiting', () => {
        if (!media.seeking && !media.ended) seen.stalls++;
      });
    };
    if (media.getVideoPlaybackQuality().totalVideoFrames > 0) shown(performance.now());
    else media.requestVideoFrameCallback(shown);
  }, 20);
};
