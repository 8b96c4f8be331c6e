import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { type LineSpeed, openLine } from './measure/line.ts';
import { storePlaylists } from './measure/playlists.ts';
import { startProduct } from './measure/product.ts';
import { publishClip, storeOf } from './measure/published.ts';
import { median, noteRun, printMachine, printTable, runsWanted, seconds } from './measure/report.ts';
import { openBrowser } from './measure/viewer.ts';
import { openSite, type Seen, type Visit } from './measure/watch.ts';

const lines: Readonly<Record<string, LineSpeed>> = {
  '1.5 Mbit/s, 100 ms': { bitsPerSecond: 1.5e6, roundTripMs: 100 },
  '5 Mbit/s, 50 ms': { bitsPerSecond: 5e6, roundTripMs: 50 },
  '20 Mbit/s, 20 ms': { bitsPerSecond: 20e6, roundTripMs: 20 },
};

/** Seconds until which the first entries last; all later ones last six. */
const starts: Readonly<Record<string, readonly number[]>> = {
  'all 6 s': [6],
  '2 s first': [2],
  '2 s and 4 s first': [2, 6],
  'three of 2 s first': [2, 4, 6],
};

/** The renditions are the same in all: only their playlists differ. */
interface Case extends Pick<Visit, 'player'> {
  readonly title: string;
  readonly start: string;
}

/** A peer on the same stream: hls.js with its own defaults, as a page would use it. */
const cases: readonly Case[] = [
  ...Object.keys(starts).map((start): Case => ({ title: start, start, player: 'vidkit' })),
  ...['all 6 s', 'three of 2 s first'].map((start): Case => ({
    title: `${start}, hls.js alone`,
    start,
    player: 'hls.js',
  })),
];

const cutsAfter = (first: readonly number[], duration: number): number[] => {
  const cuts = [...first];
  for (let cut = first.at(-1) ?? 0; cut + 6 < duration; cut += 6) cuts.push(cut + 6);
  return cuts;
};

const seen = new Map<string, Seen[]>();
const line = await openLine();
const browser = await openBrowser();
const product = await startProduct({
  PUBLIC_URL: `http://localhost:${line.port}`,
  PORT: String(line.target),
});
try {
  const { publicUrl } = product.config;
  const { version } = (await (await fetch(`${publicUrl}/cdn/latest.json`)).json()) as { version: string };
  const { client } = await createCreator(product.config);
  const clip = await makeClip({ size: '1280x720' });
  const { hlsUrl, prefix, duration } = await publishClip(client, clip.path);
  await clip.remove();

  const store = storeOf(product.config);
  const addresses = new Map<string, string>();
  for (const [i, [start, first]] of Object.entries(starts).entries()) {
    const folder = `start-${i}`;
    await storePlaylists(store, { prefix, folder, cuts: cutsAfter(first, duration) });
    addresses.set(start, hlsUrl.replace('master.m3u8', `${folder}/master.m3u8`));
  }

  const site = await openSite(`${publicUrl}/cdn/${version}/vid-player.js`);
  try {
    // In turns, so that what else the machine does falls on all of them.
    for (let run = 1; run <= runsWanted(7); run += 1) {
      for (const [title, speed] of Object.entries(lines)) {
        line.speed = speed;
        for (const { player, start, ...one } of cases) {
          const address = addresses.get(start) ?? '';
          const result = await site.visit(browser, line, { player, address });
          const key = `${title}: ${one.title}`;
          seen.set(key, [...(seen.get(key) ?? []), result]);
          noteRun(
            run,
            `${key}: first frame ${seconds([result.firstFrame])}, still ${seconds([result.still])}`,
          );
        }
      }
    }
  } finally {
    await site.close();
  }
} finally {
  await browser.close();
  await product.stop();
  await line.close();
}

const kilobytes = (all: readonly Seen[]): string =>
  `${(median(all.map(({ bytes }) => bytes)) / 1000).toFixed(0)} kB`;
for (const title of Object.keys(lines)) {
  const rows = cases.map((one) => {
    const all = seen.get(`${title}: ${one.title}`) ?? [];
    return [
      one.title,
      seconds(all.map(({ firstFrame }) => firstFrame)),
      seconds(all.map(({ still }) => still)),
      `${all.filter(({ stalls }) => stalls > 0).length} of ${all.length}`,
      kilobytes(all),
      median(all.map(({ requests }) => requests)).toFixed(0),
      `${median(all.map((each) => each.lines[0]))} to ${median(all.map((each) => each.lines[1]))}`,
    ];
  });
  printTable(
    [title, 'first frame', 'still after it', 'runs that stalled', 'bytes before it', 'requests', 'lines'],
    rows,
  );
  console.log();
}
const preflights = Math.max(...[...seen.values()].flat().map((one) => one.preflights));
console.log(`From another origin, with ${preflights} preflights in a visit at most.`);
printMachine();
