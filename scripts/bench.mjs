import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { bootstrap } from './bootstrap/bootstrap.mjs';
import { covers } from './bootstrap/dependencies.mjs';
import { Failure } from './bootstrap/failure.mjs';
import { repository } from './bootstrap/folders.mjs';
import { npm } from './bootstrap/npm.mjs';

const folder = join(repository, 'bench');

/** @param {string} path */
const lockAt = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

// npm run bench -- NAME [--runs N]: one benchmark beside its peers, whose packages are the bench's own.
await bootstrap('run', async () => {
  const names = readdirSync(join(folder, 'src'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  const name = process.argv[2] ?? '';
  if (!names.includes(name)) {
    throw new Failure('failed', `npm run bench -- NAME [--runs N], where NAME is one of ${names.join(', ')}`);
  }
  const wanted = lockAt(join(folder, 'package-lock.json'));
  if (!covers(wanted, lockAt(join(folder, 'node_modules/.package-lock.json')), 'run')) {
    await npm(['ci', '--no-audit', '--no-fund'], {
      cwd: folder,
      task: 'install what the benchmarks compare with',
    });
  }
  await import(pathToFileURL(join(folder, 'src', `${name}.ts`)).href);
});
