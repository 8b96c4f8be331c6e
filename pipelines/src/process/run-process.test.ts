import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ProcessError, runProcess } from './run-process.ts';

const node = (script: string): [string, string[]] => [process.execPath, ['-e', script]];

describe('runProcess', () => {
  it('gives both outputs line by line', async () => {
    const lines: string[] = [];
    const problems: string[] = [];
    await runProcess(...node('console.log("one\\ntwo"); console.error("three")'), {
      onLine: (line) => lines.push(line),
      onErrorLine: (line) => problems.push(line),
    });
    assert.deepEqual([lines, problems], [['one', 'two'], ['three']]);
  });

  it('hands on nothing of our environment', async () => {
    process.env['A_SECRET'] = 'value';
    const lines: string[] = [];
    await runProcess(...node('console.log(process.env.A_SECRET)'), { onLine: (line) => lines.push(line) });
    delete process.env['A_SECRET'];
    assert.deepEqual(lines, ['undefined']);
  });

  it('fails with the last lines', async () => {
    await assert.rejects(runProcess(...node('console.error("because"); process.exit(3)')), (error) => {
      assert.ok(error instanceof ProcessError);
      assert.deepEqual([error.code, error.exitCode, error.lastLines], ['failed', 3, ['because']]);
      return true;
    });
  });

  it('fails where there is no such program', async () => {
    await assert.rejects(runProcess('/nowhere/program', []), ProcessError);
  });

  it('ends what takes too long', async () => {
    const run = runProcess(...node('setInterval(() => {}, 1000)'), { timeoutMs: 200 });
    await assert.rejects(run, { code: 'timeout' });
  });

  it('ends at once when aborted', async () => {
    const stop = new AbortController();
    const run = runProcess(...node('setInterval(() => {}, 1000)'), { signal: stop.signal });
    stop.abort(new Error('enough'));
    await assert.rejects(run, /enough/);
  });
});
