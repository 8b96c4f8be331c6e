import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import { repository } from '../bootstrap/folders.mjs';
import { generate } from './generate.ts';
import { copyRepository, type RepositoryCopy } from './testing/repository-copy.ts';

const run = promisify(execFile);
const installed = (path: string): string => join(repository, 'node_modules', path);

describe('generate', () => {
  let copy: RepositoryCopy;
  before(async () => {
    copy = await copyRepository();
  });
  after(() => copy.remove());

  /** Runs a program of an installed package in the copy; a failure carries what it said. */
  const inCopy = async (...args: readonly string[]): Promise<string> => {
    const { NODE_TEST_CONTEXT: _ours, ...env } = process.env;
    const { stdout } = await run(process.execPath, args, { cwd: copy.root, env }).catch(
      (error: { stdout: string; stderr: string }) => assert.fail(`${error.stdout}${error.stderr}`),
    );
    return stdout;
  };
  const compile = (workspace: string) => inCopy(installed('@typescript/native/bin/tsc'), '-p', workspace);

  it('makes an element that fits its workspace and the showroom', async () => {
    await generate(['element', 'star-rating'], copy.root);
    await compile('elements');
    await compile('storybook');
  });

  it('makes a feature that fits the contract and passes its own test', async () => {
    await generate(['feature', 'saved-search'], copy.root);
    await compile('contracts');
    await compile('api');
    const test = 'api/src/features/saved-searches/saved-searches.e2e.test.ts';
    assert.match(await inCopy('--test', '--test-reporter=spec', test), /pass 3\n.*fail 0/);
  });

  it('writes as the formatter would', async () => {
    const written = [
      'elements/src/star-rating',
      'elements/package.json',
      'storybook/stories/star-rating',
      'contracts/src/schemas/saved-search.ts',
      'contracts/src/{operations,paths}.ts',
      'api/migrations/*_saved_searches.ts',
      'api/src/features/saved-searches',
      'api/src/compose.ts',
    ];
    await inCopy(installed('prettier/bin/prettier.cjs'), '--check', ...written);
  });

  it('changes nothing when it cannot make everything', async () => {
    const migrations = join(copy.root, 'api/migrations');
    const earlier = await readdir(migrations);
    await assert.rejects(generate(['feature', 'saved-search'], copy.root), { message: /is there already/ });
    await assert.rejects(generate(['element', 'player'], copy.root), { message: /is there already/ });
    await assert.rejects(generate(['room', 'player'], copy.root), { message: /npm run new/ });
    assert.deepEqual(await readdir(migrations), earlier);
  });
});
