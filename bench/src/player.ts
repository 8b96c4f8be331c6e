import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { openPlayerSite, players } from './measure/player-pages.ts';
import { multivariantOf, playlistType } from './measure/playlists.ts';
import { startProduct } from './measure/product.ts';
import { publishClip, storeOf } from './measure/published.ts';
import { median, noteRun, printMachine, printTable, runsWanted } from './measure/report.ts';
import { watchStart, type Profile, type Start } from './measure/start-of-playback.ts';
import { openBrowser } from './measure/viewer.ts';

const profiles: Readonly<Record<string, Profile>> = {
  'slow 4G': { bitsPerSecond: 1.6e6, latencyMs: 150, slowdown: 4 },
  cable: { bitsPerSecond: 10e6, latencyMs: 40, slowdown: 1 },
};

/** The same variants, those of 360 lines first: with what most players begin that is best for them. */
const smallFirst = (multivariant: string): string => {
  const variants = [...multivariant.matchAll(/^#EXT-X-STREAM-INF:.*\n.*\n/gm)].map(([variant]) => variant);
  const head = multivariant.slice(0, multivariant.indexOf(variants[0] ?? ''));
  const small = variants.filter((variant) => variant.includes('x360'));
  return [head, ...small, ...variants.filter((variant) => !small.includes(variant))].join('');
};

const browser = await openBrowser();
const product = await startProduct();
const found = new Map<string, Start[]>();
/** Players that showed nothing once are not waited for again. */
const silent = new Set<string>();
try {
  const { publicUrl } = product.config;
  const { version } = (await (await fetch(`${publicUrl}/cdn/latest.json`)).json()) as { version: string };
  const { client } = await createCreator(product.config);
  const clip = await makeClip({ size: '1280x720' });
  const { hlsUrl, prefix } = await publishClip(client, clip.path);
  await clip.remove();
  const store = storeOf(product.config);
  await store.put(`${prefix}small-first.m3u8`, smallFirst(await multivariantOf(store, prefix)), playlistType);
  const site = await openPlayerSite(players, {
    script: `${publicUrl}/cdn/${version}/vid-player.js`,
    videoId: prefix.split('/')[1] ?? '',
    hlsUrl,
    smallFirstUrl: hlsUrl.replace(/[^/]+$/, 'small-first.m3u8'),
  });
  try {
    // In turns, so that what else the machine does falls on all of them.
    for (let run = 1; run <= runsWanted(5); run += 1) {
      for (const [title, profile] of Object.entries(profiles)) {
        for (const player of Object.keys(players)) {
          const key = `${title}: ${player}`;
          if (silent.has(player)) continue;
          try {
            const start = await watchStart(browser, site.address(player), profile);
            found.set(key, [...(found.get(key) ?? []), start]);
            noteRun(run, `${key}: first frame ${Math.round(start.firstFrame)} ms, ${start.lines} lines`);
          } catch (error) {
            silent.add(player);
            noteRun(run, `${key}: ${(error as Error).message.split('\n')[0]}`);
          }
        }
      }
    }
  } finally {
    await site.close();
  }
} finally {
  await browser.close();
  await product.stop();
}

const of = (all: readonly Start[], pick: (start: Start) => number): string => {
  const values = all.map((start) => Math.round(pick(start)));
  return `${Math.round(median(values))} (${Math.min(...values)} to ${Math.max(...values)})`;
};
for (const title of Object.keys(profiles)) {
  const rows = Object.keys(players).map((player) => {
    const all = found.get(`${title}: ${player}`) ?? [];
    if (all.length === 0) return [player, 'never', '', '', '', '', '', ''];
    return [
      player,
      of(all, ({ firstFrame }) => firstFrame),
      `${median(all.map(({ lines }) => lines))}`,
      of(all, ({ blocking }) => blocking),
      (median(all.map(({ scripts }) => scripts[0])) / 1024).toFixed(1),
      (median(all.map(({ scripts }) => scripts[1])) / 1024).toFixed(1),
      `${all.filter(({ stalls }) => stalls > 0).length} of ${all.length}`,
      median(all.map(({ shift }) => shift)).toFixed(4),
    ];
  });
  printTable(
    [
      title,
      'first frame, ms',
      'lines',
      'blocked, ms',
      'scripts before it, KiB',
      'in all, KiB',
      'runs that stalled',
      'CLS',
    ],
    rows,
  );
  console.log();
}
printMachine();
