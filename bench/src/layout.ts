import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import { joinFragments } from '../../pipelines/src/steps/package/join-fragments.ts';
import { contentType } from '../../pipelines/src/steps/publish.ts';
import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { type Layout, objectsLayout, rangesLayout } from './measure/layouts.ts';
import { openLine } from './measure/line.ts';
import { multivariantOf, renditionsOf } from './measure/playlists.ts';
import { startProduct } from './measure/product.ts';
import { publishClip, storeOf } from './measure/published.ts';
import {
  median,
  noteRun,
  numberWanted,
  printMachine,
  printTable,
  runsWanted,
  seconds,
} from './measure/report.ts';
import { openBrowser } from './measure/viewer.ts';
import { openSite, type Player, type Seen } from './measure/watch.ts';

const minutes = numberWanted('--minutes', 10);
const runs = runsWanted(5);
const players: readonly Player[] = ['vidkit', 'hls.js', 'shaka'];

/** What was measured of one layout. */
interface Figures {
  readonly layout: Layout;
  /** Milliseconds. */
  readonly publish: number[];
  readonly list: number[];
  readonly delete: number[];
  /** By rendition, for each request. */
  readonly fetches: Map<string, number[]>;
  readonly visits: Map<Player, Seen>;
}

/** Milliseconds. */
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Puts every file of a layout below a prefix, one after another as `publishRevision` does. */
const publish = async (store: ObjectStore, { folder }: Layout, prefix: string): Promise<void> => {
  for (const name of await readdir(folder))
    await store.putFile(`${prefix}${name}`, join(folder, name), contentType(name));
};

const measureStore = async (store: ObjectStore, prefix: string, all: readonly Figures[]): Promise<void> => {
  for (let run = 1; run <= runs; run += 1) {
    for (const figures of all) {
      const { layout } = figures;
      const target = `${prefix}${basename(layout.folder)}-${run}/`;
      figures.publish.push(await timed(() => publish(store, layout, target)));
      figures.list.push(await timed(() => store.list(target)));
      figures.delete.push(await timed(() => store.deletePrefix(target)));
      noteRun(run, `${layout.title}: stored in ${seconds(figures.publish.slice(-1))}`);
    }
  }
};

const fetchOnce = (address: string, range: string | null, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    get(address, { agent, headers: range === null ? {} : { range } }, (response) => {
      if (response.statusCode !== (range === null ? 200 : 206))
        reject(new Error(`${address}: ${response.statusCode}`));
      response.on('error', reject).on('end', resolve).resume();
    }).on('error', reject);
  });

/** All segments of a rendition, one after another over one connection. The first round warms. */
const measureFetches = async (
  addressOf: (layout: Layout, file: string) => string,
  renditions: readonly string[],
  all: readonly Figures[],
): Promise<void> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (const rendition of renditions) {
    for (let round = 0; round <= runs; round += 1) {
      for (const { layout, fetches } of all) {
        const times: number[] = [];
        for (const { file, range } of layout.segmentsOf(rendition))
          times.push(await timed(() => fetchOnce(addressOf(layout, file), range, agent)));
        if (round > 0) fetches.set(rendition, [...(fetches.get(rendition) ?? []), ...times]);
      }
    }
  }
  agent.destroy();
};

const report = async (all: readonly Figures[], renditions: readonly string[]): Promise<string[][]> => {
  const row = (what: string, of: (figures: Figures) => string): string[] => [what, ...all.map(of)];
  const fetching = ({ fetches }: Figures, rendition: string): string => {
    const times = (fetches.get(rendition) ?? []).toSorted((a, b) => a - b);
    const perSecond = (times.length * 1000) / times.reduce((sum, time) => sum + time, 0);
    const slow = times[Math.floor(times.length * 0.95)] ?? NaN;
    return `${perSecond.toFixed(0)}/s, ${median(times).toFixed(2)} ms, 95 % below ${slow.toFixed(2)} ms`;
  };
  const names = new Map<Figures, string[]>();
  const lists = new Map<Figures, Buffer[]>();
  for (const figures of all) {
    const { folder } = figures.layout;
    const files = await readdir(folder);
    names.set(figures, files);
    const playlists = files.filter((name) => name.endsWith('.m3u8'));
    lists.set(figures, await Promise.all(playlists.map((name) => readFile(join(folder, name)))));
  }
  const kilobytes = (texts: readonly Buffer[] = []): string =>
    `${(texts.reduce((sum, { length }) => sum + length, 0) / 1000).toFixed(1)} kB`;
  return [
    row('objects, and requests to store them', (figures) => String(names.get(figures)?.length)),
    row('stored, each flushed to disk', (figures) => seconds(figures.publish)),
    row('listed with their sizes', ({ list }) => `${median(list).toFixed(1)} ms`),
    row('deleted', (figures) => `${median(figures.delete).toFixed(1)} ms`),
    row('playlists', (figures) => kilobytes(lists.get(figures))),
    row('playlists, gzip', (figures) => kilobytes(lists.get(figures)?.map((text) => gzipSync(text)))),
    ...renditions.map((name) =>
      row(`each segment of ${name}, one connection`, (figures) => fetching(figures, name)),
    ),
    ...players.map((player) =>
      row(`${player}: requests until 20 s are there, preflights among them`, ({ visits }) => {
        const seen = visits.get(player);
        return `${seen?.allRequests}, ${seen?.preflights}`;
      }),
    ),
  ];
};

const folder = await mkdtemp(join(tmpdir(), 'vidkit-layout-'));
const line = await openLine();
const browser = await openBrowser();
const product = await startProduct({
  PUBLIC_URL: `http://localhost:${line.port}`,
  PORT: String(line.target),
});
try {
  const { publicUrl } = product.config;
  const { client } = await createCreator(product.config);
  const clip = await makeClip();
  const { hlsUrl, prefix } = await publishClip(client, clip.path);
  await clip.remove();
  const store = storeOf(product.config);

  // Real renditions of a minute, as often as asked: an hour of encoding would say nothing more.
  await mkdir(join(folder, 'renditions'));
  const paths: string[] = [];
  for (const key of await renditionsOf(store, prefix)) {
    const minute = { path: await store.toFile(key, folder) };
    const path = join(folder, 'renditions', basename(key));
    await joinFragments(
      Array.from({ length: minutes }, () => minute),
      path,
    );
    paths.push(path);
  }
  const input = { paths, multivariant: await multivariantOf(store, prefix) };
  const layouts = [
    await rangesLayout({ ...input, folder: join(folder, 'ranges') }),
    await objectsLayout({ ...input, folder: join(folder, 'objects') }),
  ];
  const all = layouts.map((layout): Figures => ({
    layout,
    ...{ publish: [], list: [], delete: [] },
    ...{ fetches: new Map(), visits: new Map() },
  }));
  await measureStore(store, prefix, all);

  for (const layout of layouts) await publish(store, layout, `${prefix}${basename(layout.folder)}/`);
  const addressOf = (layout: Layout, file: string): string =>
    hlsUrl.replace(/[^/]+$/, `${basename(layout.folder)}/${file}`);
  // Straight to the product: the line is there for the browser.
  const directly = (layout: Layout, file: string): string =>
    addressOf(layout, file).replace(`:${line.port}/`, `:${line.target}/`);
  const sound = paths.map((path) => basename(path, '.mp4')).find((name) => /^audio-(?!48k)/.test(name));
  const renditions = ['720', sound ?? ''];
  await measureFetches(directly, renditions, all);

  const { version } = (await (await fetch(`${publicUrl}/cdn/latest.json`)).json()) as { version: string };
  const site = await openSite(`${publicUrl}/cdn/${version}/vid-player.js`);
  try {
    for (const { layout, visits } of all) {
      for (const player of players) {
        const visit = { player, address: addressOf(layout, 'master.m3u8') };
        visits.set(player, await site.visit(browser, line, visit));
      }
    }
  } finally {
    await site.close();
  }
  const head = [`${minutes} min of 1080p, ${paths.length} renditions`, ...layouts.map(({ title }) => title)];
  printTable(head, await report(all, renditions));
  printMachine();
} finally {
  await browser.close();
  await product.stop();
  await line.close();
  await rm(folder, { recursive: true, force: true });
}
