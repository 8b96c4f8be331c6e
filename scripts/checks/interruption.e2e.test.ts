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
      const pids = await started(file);
      run.kill(signal);
      assert.equal((await ended)[0], code);
      assert.deepEqual(await Promise.all(pids.map(isRunning)), [false, false, false, false]);
    });
  }

  it('ends when the npm that started it is killed, although its shell passes nothing on', async (context) => {
    const file = join(folder, 'npm');
    // What npm does: a shell that waits for us.
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${script}" "${file}"; true`], {
      env: { ...process.env, npm_lifecycle_event: 'test' },
      stdio: 'ignore',
    });
    context.after(() => shell.kill());
    const pids = await started(file);
    shell.kill('SIGTERM');
    await eventually(async () => !(await Promise.all(pids.map(isRunning))).includes(true), 60_000);
  });
});

/** Process ids of all that the run has started, once it is all there. */
const started = async (file: string): Promise<number[]> => {
  let pids: number[] = [];
  await eventually(async () => {
    pids = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as number[];
    return pids.length === 4;
  }, 60_000);
  return pids;
};
