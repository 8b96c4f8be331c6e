import { setTimeout as pause } from 'node:timers/promises';

import type { Browser } from 'playwright-core';

import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { idlePlayers, openPlayerSite } from './measure/player-pages.ts';
import { startProduct } from './measure/product.ts';
import { publishClip } from './measure/published.ts';
import { median, noteRun, printMachine, printTable, runsWanted } from './measure/report.ts';
import { openBrowser } from './measure/viewer.ts';

/** What a page with ten players that nobody has touched costs its visitor. */
interface Cost {
  /** Bytes of the JavaScript heap after a collection. */
  readonly heap: number;
  /** Milliseconds of the main thread until the page had settled. */
  readonly start: number;
  /** Milliseconds of the main thread in ten seconds after that. */
  readonly idle: number;
  readonly requests: number;
}

const settleMs = 5_000;
const lookMs = 10_000;

const visit = async (browser: Browser, address: string): Promise<Cost> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    const read = async (): Promise<Record<string, number>> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    };
    let requests = 0;
    page.on('request', () => requests++);
    await page.goto(address);
    await pause(settleMs);
    const settled = await read();
    await pause(lookMs);
    const looked = await read();
    await session.send('HeapProfiler.collectGarbage');
    const { JSHeapUsedSize: heap = NaN } = await read();
    const task = (metrics: Record<string, number>): number => (metrics['TaskDuration'] ?? NaN) * 1000;
    return { heap, start: task(settled), idle: task(looked) - task(settled), requests };
  } finally {
    await context.close();
  }
};

const browser = await openBrowser();
const product = await startProduct();
const found = new Map<string, Cost[]>();
try {
  const { publicUrl } = product.config;
  const { version } = (await (await fetch(`${publicUrl}/cdn/latest.json`)).json()) as { version: string };
  const { client } = await createCreator(product.config);
  const clip = await makeClip({ size: '640x360' });
  const { hlsUrl, prefix } = await publishClip(client, clip.path);
  await clip.remove();
  const site = await openPlayerSite(idlePlayers, {
    script: `${publicUrl}/cdn/${version}/vid-player.js`,
    videoId: prefix.split('/')[1] ?? '',
    hlsUrl,
    smallFirstUrl: hlsUrl,
  });
  try {
    for (let run = 1; run <= runsWanted(3); run += 1) {
      for (const player of Object.keys(idlePlayers)) {
        const cost = await visit(browser, site.address(player));
        found.set(player, [...(found.get(player) ?? []), cost]);
        noteRun(run, `${player}: ${Math.round(cost.idle)} ms in ten seconds`);
      }
    }
  } finally {
    await site.close();
  }
} finally {
  await browser.close();
  await product.stop();
}

const of = (player: string, pick: (cost: Cost) => number): number =>
  median((found.get(player) ?? []).map(pick));
printTable(
  [
    'ten on a page',
    'heap, MiB',
    'beyond an empty page',
    'main thread until settled, ms',
    'in ten idle seconds, ms',
    'requests',
  ],
  Object.keys(idlePlayers).map((player) => [
    player,
    (of(player, ({ heap }) => heap) / 2 ** 20).toFixed(2),
    ((of(player, ({ heap }) => heap) - of('no player', ({ heap }) => heap)) / 2 ** 20).toFixed(2),
    of(player, ({ start }) => start).toFixed(0),
    of(player, ({ idle }) => idle).toFixed(0),
    `${of(player, ({ requests }) => requests)}`,
  ]),
);
printMachine();
