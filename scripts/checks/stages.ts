import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from '../bootstrap/folders.mjs';
import { build, rollup } from '../product/build.ts';
import { fromNodeTest, fromSummary, type Outcome, single, sum } from './outcome.ts';
import { runTool, tool } from './run-tool.ts';
import type { Scheduled } from './schedule.ts';

export interface Stage extends Scheduled {
  run(): Promise<Outcome>;
}

/** Every folder with a `tsconfig.json`; a workspace without one is a failure of the compiler, not an omission. */
const typedFolders = [
  '.',
  'contracts',
  'platform',
  'elements',
  'studio',
  'api',
  'api/pages',
  'pipelines',
  'infra',
  'storybook',
  'e2e',
];
/** Those of the pipelines are a stage of their own: their encodes take as long as all others together. */
const unitFolders = ['contracts', 'platform', 'api', 'infra', 'scripts'];
const sourceFolders = [
  'contracts',
  'platform',
  'elements',
  'studio',
  'api',
  'pipelines',
  'infra',
  'storybook',
  'e2e',
  'scripts',
];

const typescript = tool('@typescript/native', 'bin/tsc');
const eslint = tool('eslint', 'bin/eslint.js');
const prettier = tool('prettier', 'bin/prettier.cjs');
const dependencyCruiser = tool('dependency-cruiser', 'bin/dependency-cruise.mjs');
const knip = tool('knip', 'bin/knip.js');
const sizeLimit = tool('size-limit', 'bin.js');
const testRunner = tool('@web/test-runner', 'dist/bin.js');

export const checkTypes = async (): Promise<Outcome> =>
  sum(
    await inTurn(typedFolders, async (folder) =>
      single(
        await runTool(`types-${folder === '.' ? 'root' : folder}`, [
          typescript,
          '-p',
          folder,
          '--pretty',
          'false',
        ]),
      ),
    ),
  );

/** By itself: the types of the CDK alone take as much memory as those of everything else together. */
const alone = 'infra';

const lint = async (name: string, args: readonly string[]): Promise<Outcome> =>
  single(
    await runTool(name, [eslint, ...args, '--max-warnings', '0'], {
      env: { NODE_OPTIONS: '--max-old-space-size=4096' },
    }),
  );

export const checkLint = async (): Promise<Outcome> =>
  sum([
    await lint('eslint', ['.', '--ignore-pattern', `${alone}/`]),
    await lint(`eslint-${alone}`, [alone]),
    single(await runTool('prettier', [prettier, '--check', '--log-level', 'warn', '.'])),
  ]);

/** `npm run test:aws`: the product as it is put together on AWS, with all of AWS stood in for on this machine. */
export const checkAws = async (): Promise<Outcome> => {
  const built = await buildAll();
  return built.failed > 0 ? built : nodeTests('aws', ['e2e/src/aws'], 10 * 60_000);
};

/**
 * In the order in which a fault is cheapest to find, but for the build, which others wait for; what takes longest begins
 * before what is short, so that no core is idle at the end.
 */
export const stages: readonly Stage[] = [
  { name: 'build', run: buildAll },
  { name: 'types', run: checkTypes },
  { name: 'sizes', after: ['build'], run: async () => single(await runTool('sizes', [sizeLimit])) },
  { name: 'arrows', run: checkArrows },
  { name: 'dead code', run: async () => single(await runTool('dead-code', [knip, '--no-progress'])) },
  { name: 'lint', run: checkLint },
  { name: 'unit', after: ['build'], run: () => nodeTests('unit', unitFolders) },
  { name: 'pipelines', run: () => nodeTests('pipelines', ['pipelines'], 10 * 60_000) },
  // A file is a journey through the whole product, encodes included.
  { name: 'e2e', after: ['build'], run: () => nodeTests('e2e', ['e2e'], 10 * 60_000) },
  { name: 'elements', run: async () => fromSummary(await browserTests('elements')) },
  {
    name: 'storybook',
    run: async () => fromSummary(await runTool('storybook', ['storybook/scripts/smoke.ts'])),
  },
  { name: 'studio', run: async () => fromSummary(await browserTests('studio')) },
];

async function checkArrows(): Promise<Outcome> {
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'];
  return single(await runTool('arrows', [dependencyCruiser, ...options, ...sourceFolders]));
}

/** What is served, what is published, and what AWS runs. */
async function buildAll(): Promise<Outcome> {
  const all = [build, () => rollup(['contracts', 'elements']), bundleFunctions];
  const attempts = await inTurn(all, (attempt) =>
    attempt().then(
      () => ({ passed: 1, failed: 0, details: '' }),
      (error: Error) => ({ passed: 0, failed: 1, details: error.message }),
    ),
  );
  return sum(attempts);
}

const bundleFunctions = async (): Promise<void> => {
  const { code, output } = await runTool('functions', ['pipelines/scripts/bundle-lambdas.ts']);
  if (code !== 0) throw new Error(output);
};

const nodeTests = async (
  name: string,
  folders: readonly string[],
  fileTimeoutMs = 5 * 60_000,
): Promise<Outcome> => {
  const files = folders.flatMap(testFiles);
  return fromNodeTest(
    await runTool(name, ['--test', '--test-reporter=spec', `--test-timeout=${fileTimeoutMs}`, ...files], {
      timeoutMs: 40 * 60_000,
    }),
  );
};

const browserTests = (workspace: string) =>
  runTool(workspace, [testRunner, '--config', 'web-test-runner.config.js'], {
    cwd: join(repository, workspace),
  });

const testFiles = (folder: string): string[] =>
  existsSync(join(repository, folder))
    ? readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.test.ts') && !/(^|[\\/])(node_modules|dist)[\\/]/.test(path))
        .map((path) => join(folder, path))
        .sort()
    : [];

const inTurn = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
};
