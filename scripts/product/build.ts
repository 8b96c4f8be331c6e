import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Failure } from '../bootstrap/failure.mjs';
import { repository } from '../bootstrap/folders.mjs';

const run = promisify(execFile);
const stampFile = join(repository, '.cache', 'build.json');

/** What the running product serves: the names are those of `rollup.config.js`. */
export const productBuilds = ['cdn', 'studio', 'pages'] as const;

const inputs = [
  'contracts/src',
  'elements/src',
  'studio/src',
  'studio/index.html',
  'studio/studio.css',
  'api/pages',
  'rollup',
  'rollup.config.js',
  'tsconfig.base.json',
  'tsconfig.browser.json',
  'package-lock.json',
];
const outputs = ['elements/dist/cdn', 'studio/dist', 'api/dist/pages'];

interface Stamp {
  readonly hash: string;
  /** Folders that the build made. */
  readonly outputs: readonly string[];
}

/** Whether what the product serves was built from the sources as they are now. */
export const isBuilt = async (): Promise<boolean> => {
  const stamp = await readFile(stampFile, 'utf8')
    .then((text) => JSON.parse(text) as Stamp)
    .catch(() => null);
  return stamp !== null && stamp.outputs.every(exists) && stamp.hash === (await hashOf(repository, inputs));
};

/** Builds what the product serves. Fails with `build` and what rollup said. */
export const build = async (): Promise<void> => {
  // Taken before: an edit during the build makes the next one necessary.
  const hash = await hashOf(repository, inputs);
  await rollup(productBuilds);
  const stamp: Stamp = { hash, outputs: outputs.filter(exists) };
  await mkdir(join(repository, '.cache'), { recursive: true });
  await writeFile(`${stampFile}.new`, `${JSON.stringify(stamp)}\n`);
  await rename(`${stampFile}.new`, stampFile);
};

const exists = (folder: string): boolean => existsSync(join(repository, folder));

/** Runs some of the builds in `rollup.config.js`, all of them without names. */
export const rollup = async (names: readonly string[] = []): Promise<void> => {
  const program = join(repository, 'node_modules/rollup/dist/bin/rollup');
  const only = names.length > 0 ? ['--configOnly', names.join(',')] : [];
  const running = run(process.execPath, [program, '--config', '--silent', ...only], { cwd: repository });
  const end = () => void running.child.kill();
  process.once('exit', end);
  await running
    .finally(() => process.off('exit', end))
    .catch((cause: unknown) => {
      const { stderr = '', message } = cause as { stderr?: string; message: string };
      throw new Failure('build', `The build failed:\n${stderr.trim() || message}`, { cause });
    });
};

/** One hash over the contents of files and folders; tests and missing paths do not count. */
export const hashOf = async (root: string, paths: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  const files = (await Promise.all(paths.map((path) => filesBelow(root, path)))).flat().sort();
  const contents = await Promise.all(
    files.map(async (path) => ({ path, bytes: await readFile(join(root, path)) })),
  );
  for (const { path, bytes } of contents) hash.update(`${path}\0`).update(bytes).update('\0');
  return hash.digest('hex');
};

const filesBelow = async (root: string, path: string): Promise<string[]> => {
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => error.code ?? '',
  );
  if (entries === 'ENOTDIR') return [path];
  if (typeof entries === 'string') return [];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
};
