import { pathToFileURL } from 'node:url';

import { bootstrap } from './bootstrap/bootstrap.mjs';
import { Failure } from './bootstrap/failure.mjs';

// node scripts/run.mjs [--all] FILE ARGS…: runs a TypeScript file with the Node and the packages that it needs.
const args = process.argv.slice(2);
const all = args[0] === '--all';
const [file, ...rest] = all ? args.slice(1) : args;

await bootstrap(all ? 'all' : 'run', async () => {
  if (!file) throw new Failure('failed', 'Usage: node scripts/run.mjs [--all] FILE ARGS…');
  const { useRunningInstance } = await import('./product/running-instance.ts');
  await useRunningInstance();
  // The file shall see what it would see when run by itself.
  process.argv = [process.execPath, file, ...rest];
  await import(pathToFileURL(file).href);
});
