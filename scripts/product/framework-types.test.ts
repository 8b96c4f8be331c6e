import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import { repository } from '../bootstrap/folders.mjs';
import { frameworkTypes, type Manifest } from './framework-types.ts';
import { frameworkSamples } from './testing/framework-samples.ts';

const run = promisify(execFile);

describe('frameworkTypes', () => {
  let folder: string;
  let manifest: Manifest;

  before(async () => {
    // Inside of the repository, where the packages are found.
    folder = await mkdtemp(join(repository, 'elements', '.framework-types-'));
    const analyzer = join(repository, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
    await run(
      process.execPath,
      [analyzer, 'analyze', '--quiet', '--outdir', folder.split('/').at(-1) ?? ''],
      {
        cwd: join(repository, 'elements'),
      },
    );
    manifest = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
  });

  after(() => rm(folder, { recursive: true }));

  it('lets pages in React, Vue and Svelte write the tags, and refuses what is wrong', async () => {
    const files = {
      ...(await frameworkTypes(manifest, (source) => `../src/${source}`)),
      ...frameworkSamples,
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../tsconfig.json',
        compilerOptions: { jsx: 'react-jsx', types: [] },
        include: [],
        files: Object.keys(files),
      }),
    );
    const compiler = join(repository, 'node_modules/@typescript/native/bin/tsc');
    const { stdout } = await run(process.execPath, [compiler, '-p', folder, '--pretty', 'false']).catch(
      (error: unknown) => error as { stdout: string },
    );
    assert.equal(
      stdout
        .split('\n')
        .filter((line) => !line.startsWith('../node_modules/'))
        .join('\n'),
      '',
    );
  });

  it('writes nothing but text into comments', async () => {
    const hostile = {
      modules: [
        {
          path: 'esm/player/vid-player.js',
          declarations: [
            {
              name: 'VidPlayer',
              tagName: 'vid-player',
              attributes: [{ name: 'src', description: 'ends */ here', type: { text: 'string }; evil' } }],
            },
          ],
        },
      ],
    };
    const { 'elements.d.ts': text = '' } = await frameworkTypes(hostile);
    assert.match(text, /ends \*\\\/ here/);
    assert.doesNotMatch(text, /evil/);
  });
});
