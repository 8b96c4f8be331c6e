import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, repository, startIn } from './measure/product.ts';
import { noteRun, printMachine, printTable, runsWanted, seconds } from './measure/report.ts';

// A clone of what is committed, with npm's cache and the fetched Node as they are on this machine.
const fresh: number[] = [];
const second: number[] = [];
for (let run = 1; run <= runsWanted(1); run += 1) {
  const folder = await mkdtemp(join(tmpdir(), 'vidkit-clone-'));
  try {
    execFileSync('git', ['clone', '--quiet', repository, folder]);
    const env = { PORT: String(await freePort()), DEMO_PORT: String(await freePort()), DATA_DIR: '' };
    for (const times of [fresh, second, second, second]) {
      const started = await startIn(folder, env);
      times.push(started.readyMs);
      noteRun(run, `ready after ${seconds([started.readyMs])}`);
      await started.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

printTable(
  ['npm start to its ready line', 'median (range)'],
  [
    ['fresh clone: dependencies, build, database, demo video', seconds(fresh)],
    ['second start', seconds(second)],
  ],
);
printMachine();
