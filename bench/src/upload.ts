import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Browser } from 'playwright-core';

import { findProcess, memoryBelow } from './measure/browser-memory.ts';
import { createCreator } from './measure/creator.ts';
import { freePort, startProduct } from './measure/product.ts';
import { storeOf } from './measure/published.ts';
import { median, noteRun, numberWanted, printMachine, printTable, runsWanted } from './measure/report.ts';
import { createSender, type Sent, startPeers, type Uploader, uploaders } from './measure/uploaders.ts';
import { openUplink, type Uplink, type UplinkSpeed } from './measure/uplink.ts';
import { openBrowser } from './measure/viewer.ts';

interface Profile {
  readonly title: string;
  readonly megabytes: number;
  readonly speed: UplinkSpeed | null;
}

const MiB = 1024 ** 2;
const profiles: readonly Profile[] = [
  { title: 'loopback', megabytes: numberWanted('--megabytes', 512), speed: null },
  {
    title: '25 Mbit/s a connection, answers 80 ms late',
    megabytes: 48,
    speed: { bitsPerSecond: 25e6, answerMs: 80 },
  },
];

/** Random bytes behind the head of an MP4: processing gives up on them at once, so that it does not run beside. */
const makeFile = async (path: string, megabytes: number): Promise<void> => {
  const file = await open(path, 'w');
  await file.write(Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypisom'), ...randomBytes(12)]));
  for (let at = 0; at < megabytes; at += 16) {
    const size = Math.min(16, megabytes - at) * MiB;
    const skipped = at === 0 ? 24 : 0;
    await file.write(randomBytes(size - skipped));
  }
  // Files of people have lain on the disk for a while: nobody waits for this one's way there.
  await file.sync();
  await file.close();
};

/** What the peers stored; their folders stay. */
const removeFiles = async (folder: string): Promise<void> => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) await rm(join(entry.parentPath, entry.name));
};

const sha256 = async (stream: AsyncIterable<unknown>): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/** The product and the peers' server, each at the end of a line of its own. */
const openSites = async (folder: string, speed: UplinkSpeed | null) => {
  const lines: Uplink[] = speed ? [await openUplink(speed), await openUplink(speed)] : [];
  const [toProduct, toPeers] = lines;
  const port = toProduct?.target ?? (await freePort());
  const publicUrl = `http://127.0.0.1:${toProduct?.port ?? port}`;
  const product = await startProduct({ PORT: String(port), PUBLIC_URL: publicUrl });
  const peerPort = toPeers?.target ?? (await freePort());
  const stopPeers = await startPeers(folder, peerPort);
  const { client } = await createCreator(product.config);
  const { version } = (await (await fetch(`http://127.0.0.1:${port}/cdn/latest.json`)).json()) as {
    version: string;
  };
  const send = await createSender({
    script: `/cdn/${version}/vid-upload.js`,
    token: async () => ((await client.authorization())['authorization'] ?? '').replace('Bearer ', ''),
    product: publicUrl,
    peers: `http://127.0.0.1:${toPeers?.port ?? peerPort}`,
  });
  return {
    product,
    client,
    send,
    close: async () => {
      await stopPeers();
      await product.stop();
      for (const line of lines) await line.close();
    },
  };
};

const rate = (megabytes: number, { milliseconds }: Sent): number =>
  (megabytes * MiB) / 1e6 / (milliseconds / 1000);

const measureProfile = async (browser: Browser, folder: string, profile: Profile): Promise<void> => {
  const { megabytes, title, speed } = profile;
  const path = join(folder, 'random.mp4');
  const sites = await openSites(join(folder, 'peers'), speed);
  const found = new Map<Uploader, Sent[]>();
  let whole = 0;
  try {
    const names = Object.keys(uploaders) as Uploader[];
    for (let run = 1; run <= runsWanted(speed ? 3 : 5); run += 1) {
      // In turns and in another order each time, so that what else the machine does falls on all of them.
      for (const index of names.keys()) {
        const uploader = names[(index + run) % names.length] as Uploader;
        await makeFile(path, megabytes);
        const sent = await sites.send(browser, uploader, path);
        found.set(uploader, [...(found.get(uploader) ?? []), sent]);
        noteRun(run, `${title}: ${uploader} ${rate(megabytes, sent).toFixed(1)} MB/s`);
        if (sent.videoId !== '') {
          const { body } = await storeOf(sites.product.config).read(`sources/${sent.videoId}`);
          if ((await sha256(body)) === (await sha256(createReadStream(path)))) whole += 1;
          await sites.client.call('deleteVideo', { params: { id: sent.videoId } });
        }
        await removeFiles(join(folder, 'peers'));
      }
    }
  } finally {
    await sites.close();
  }
  printProfile(profile, found, whole);
};

const printProfile = (
  { title, megabytes }: Profile,
  found: ReadonlyMap<Uploader, readonly Sent[]>,
  whole: number,
): void => {
  const our = found.get('`<vid-upload>`') ?? [];
  const speedOf = (sent: readonly Sent[]): number => median(sent.map((one) => rate(megabytes, one)));
  const rows = [...found].map(([name, sent]) => {
    const rates = sent.map((one) => rate(megabytes, one));
    return [
      name,
      speedOf(sent).toFixed(1),
      `${Math.min(...rates).toFixed(1)} to ${Math.max(...rates).toFixed(1)}`,
      (median(sent.map(({ milliseconds }) => milliseconds)) / 1000).toFixed(1),
      `${median(sent.map(({ requests }) => requests))}`,
      (speedOf(our) / speedOf(sent)).toFixed(2),
    ];
  });
  printTable([`${megabytes} MiB, ${title}`, 'MB/s', 'range', 's', 'requests', 'ours is times as fast'], rows);
  console.log(
    `Ours: ${whole} of ${our.length} stored with the SHA-256 of the file, at most ${Math.max(...our.map(({ apiCalls }) => apiCalls))} calls of the API, ` +
      `${our.reduce((sum, { longTasks }) => sum + longTasks, 0)} tasks over 50 ms.\n`,
  );
};

/** What the browser takes more while a file of many GiB goes through it; a sparse one, which reads as zeros. */
const measureMemory = async (folder: string, gigabytes: number): Promise<void> => {
  const path = join(folder, 'sparse.mp4');
  await makeFile(path, 16);
  const file = await open(path, 'r+');
  await file.truncate(gigabytes * 1024 * MiB);
  await file.close();
  const word = `--bench-memory=${process.pid}`;
  const browser = await openBrowser([word]);
  const sites = await openSites(join(folder, 'peers'), null);
  try {
    const pid = findProcess(word);
    const before = memoryBelow(pid);
    let peak = before;
    const samples: number[] = [];
    const sampler = setInterval(() => {
      samples.push(memoryBelow(pid));
      peak = Math.max(peak, samples.at(-1) ?? 0);
    }, 250);
    const sent = await sites.send(browser, '`<vid-upload>`', path);
    clearInterval(sampler);
    const half = Math.floor(samples.length / 2);
    const mean = (some: readonly number[]): number =>
      some.reduce((sum, value) => sum + value, 0) / some.length;
    const mib = (bytes: number): string => `${Math.round(bytes / MiB)} MiB`;
    printTable(
      [`${gigabytes} GiB`, 'all processes of the browser'],
      [
        ['before, without a page', mib(before)],
        ['first half, mean', mib(mean(samples.slice(0, half)))],
        ['second half, mean', mib(mean(samples.slice(half)))],
        ['peak', mib(peak)],
        [
          'in all',
          `${(sent.milliseconds / 1000).toFixed(0)} s, ${sent.apiCalls} calls of the API, ${sent.longTasks} tasks over 50 ms`,
        ],
      ],
    );
  } finally {
    await browser.close();
    await sites.close();
  }
};

const folder = await mkdtemp(join(tmpdir(), 'vidkit-upload-'));
const browser = await openBrowser();
try {
  for (const profile of profiles) await measureProfile(browser, folder, profile);
  await browser.close();
  await measureMemory(folder, numberWanted('--gigabytes', 10));
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
printMachine();
