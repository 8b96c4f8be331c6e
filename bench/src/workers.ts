import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { Client } from '@vidkit/contracts/client';

import { makeClip } from './measure/clip.ts';
import { createCreator } from './measure/creator.ts';
import { type Product, repository, startProduct } from './measure/product.ts';
import { noteRun, numberWanted, printMachine, printTable, runsWanted, seconds } from './measure/report.ts';
import { sendAll } from './measure/upload.ts';

const workerScript = 'pipelines/src/local/worker.ts';
/** Seldom: asking takes time from the core that the second worker has. */
const lookEveryMs = 500;

/** Everything that the product's own worker starts from now on has this core alone. Linux only. */
const pinOwnWorker = ({ config }: Product, core: number): void => {
  const file = join(config.dataDir, 'instance.json');
  const { children } = JSON.parse(readFileSync(file, 'utf8')) as { children: { pid: number }[] };
  const isWorker = ({ pid }: { pid: number }) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(workerScript);
  const worker = children.find(isWorker);
  if (!worker) throw new Error('the product has no worker');
  execFileSync('taskset', ['-a', '-c', '-p', String(core), String(worker.pid)]);
};

/** `npm run worker` beside the product, on a core of its own. */
const startWorker = ({ config }: Product, core: number): ChildProcess =>
  spawn('taskset', ['-c', String(core), process.execPath, 'scripts/run.mjs', workerScript], {
    cwd: repository,
    env: {
      ...process.env,
      DATA_DIR: config.dataDir,
      DATABASE_URL: config.databaseUrl ?? '',
      LOG_LEVEL: 'warn',
    },
    stdio: 'ignore',
  });

const until = async (look: () => Promise<boolean>): Promise<void> => {
  while (!(await look())) await pause(lookEveryMs);
};

/** From the last byte, in milliseconds: until the first rendition is whole, and until all are ready. */
const encode = async (client: Client, path: string): Promise<{ first: number; all: number }> => {
  const { videoId, complete } = await sendAll(client, path);
  const params = { id: videoId };
  await complete();
  const from = performance.now();
  await until(
    async () => (await client.call('getPlayback', { params }).catch(() => null))?.growing === false,
  );
  const first = performance.now() - from;
  await until(async () => (await client.call('getVideo', { params })).status === 'ready');
  return { first, all: performance.now() - from };
};

/** Long, for it is of long videos that several workers make sense. */
const minutes = numberWanted('--minutes', 6);
const lines = numberWanted('--lines', 480);
const clip = await makeClip({ minutes, size: `${2 * Math.round((lines * 8) / 9)}x${lines}` });
const times = new Map<number, { first: number[]; all: number[] }>();
try {
  for (let run = 1; run <= runsWanted(1); run += 1) {
    for (const workers of [1, 2]) {
      const product = await startProduct();
      const more: ChildProcess[] = [];
      try {
        pinOwnWorker(product, 0);
        for (let core = 1; core < workers; core += 1) more.push(startWorker(product, core));
        const { client } = await createCreator(product.config);
        const { first, all } = await encode(client, clip.path);
        const seen = times.get(workers) ?? { first: [], all: [] };
        times.set(workers, { first: [...seen.first, first], all: [...seen.all, all] });
        noteRun(run, `${workers} at work: first ${seconds([first])}, all ${seconds([all])}`);
      } finally {
        for (const worker of more) {
          worker.kill();
          await once(worker, 'exit');
        }
        await product.stop();
      }
    }
  }
} finally {
  await clip.remove();
}

const mean = (values: readonly number[] = []) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const part = (of: (seen: { first: number[]; all: number[] }) => number) => {
  const [one, two] = [times.get(1), times.get(2)];
  return one && two ? (of(two) / of(one)).toFixed(2) : '';
};
printTable(
  [`${minutes} min of ${lines} lines, each worker on a core of its own`, 'one worker', 'two workers', 'part'],
  [
    [
      'from the last byte to all renditions',
      seconds(times.get(1)?.all ?? []),
      seconds(times.get(2)?.all ?? []),
      part(({ all }) => mean(all)),
    ],
    [
      'of it after the first rendition, which one worker makes',
      seconds([mean(times.get(1)?.all) - mean(times.get(1)?.first)]),
      seconds([mean(times.get(2)?.all) - mean(times.get(2)?.first)]),
      part(({ first, all }) => mean(all) - mean(first)),
    ],
  ],
);
printMachine();
