import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from '../bootstrap/failure.mjs';
import { repository } from '../bootstrap/folders.mjs';
import { createProgress } from '../bootstrap/progress.mjs';
import { runTool, tool } from '../checks/run-tool.ts';
import { build, rollup } from './build.ts';
import { writeFrameworkTypes } from './framework-types.ts';
import { writePackageFile } from './package-file.ts';

const publishedPackages = ['contracts', 'elements'];

/** `npm run build`: what is published (code, types, manifest), what is served, and Storybook, all from nothing. */
export const buildEverything = async (): Promise<void> => {
  const progress = createProgress();
  for (const folder of ['contracts/dist', 'elements/dist', 'studio/dist', 'api/dist']) {
    await rm(join(repository, folder), { recursive: true, force: true });
  }
  await progress.step('Pages, studio and CDN files', build);
  await progress.step('Packages', () => rollup(publishedPackages));
  for (const name of publishedPackages) await progress.step(`Types of ${name}`, () => emitTypes(name));
  await progress.step('Manifest of the elements', () =>
    run('manifest', [tool('@custom-elements-manifest/analyzer', 'cem.js'), 'analyze'], 'elements'),
  );
  if (!existsSync(join(repository, 'elements/dist/custom-elements.json'))) {
    throw new Failure('build', 'The manifest of the elements was not written.');
  }
  await progress.step('Types for frameworks', writeFrameworkTypes);
  for (const name of publishedPackages) {
    await progress.step(`Package file of ${name}`, async () => {
      await writePackageFile(name);
      await run(`publint-${name}`, [
        tool('publint', 'src/cli.js'),
        join(repository, name, 'dist'),
        '--strict',
      ]);
    });
  }
  await progress.step('Storybook', () => run('storybook-build', ['storybook/scripts/build.ts']));
};

const emitTypes = (name: string): Promise<void> =>
  run(`types-of-${name}`, [
    tool('@typescript/native', 'bin/tsc'),
    ...['-p', name, '--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--declarationMap'],
    ...['--rootDir', `${name}/src`, '--outDir', `${name}/dist/types`],
  ]);

const run = async (log: string, args: readonly string[], folder = '.'): Promise<void> => {
  const { code, output } = await runTool(log, args, { cwd: join(repository, folder) });
  if (code !== 0) throw new Failure('build', output.trim());
};
