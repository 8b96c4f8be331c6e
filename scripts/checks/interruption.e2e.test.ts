import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { isRunning } from '@vidkit/platform/local/process-info';
import { eventually } from '@vidkit/platform/testing/eventually';

const script = fileURLToPath(new URL('testing/endless-run.ts', import.meta.url));

describe('onInterruption', () => {
  let folder: string;

  before(async () => (folder = await mkdtemp(join(tmpdir(), 'vidkit-interruption-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    it(`leaves nothing behind after ${signal}, neither grandchildren nor who does not listen`, async (context) => {
      const file = join(folder, signal);
      const run = spawn(process.execPath, [script, file], { stdio: 'ignore' });
      const ended = once(run, 'exit');
      context.after(() => run.kill());
      let pids: number[] = [];
      await eventually(async () => {
        pids = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as number[];
        return pids.length === 4;
      }, 60_000);
      run.kill(signal);
      assert.equal((await ended)[0], code);
      assert.deepEqual(await Promise.all(pids.map(isRunning)), [false, false, false, false]);
    });
  }
});
