import { join } from 'node:path';

import { bundleFunctions, mostZippedBytes } from './bundle.ts';

const root = join(import.meta.dirname, '..');
const bundles = await bundleFunctions({
  entries: join(root, 'src/aws/lambdas'),
  target: join(root, 'dist/lambdas'),
});
const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`.padStart(11);
for (const { name, bytes, zippedBytes } of bundles) {
  process.stdout.write(`${name.padEnd(16)}${kib(bytes)}  zipped ${kib(zippedBytes)}\n`);
}
const large = bundles.filter(({ zippedBytes }) => zippedBytes > mostZippedBytes);
if (large.length > 0) {
  process.stderr.write(`Above ${kib(mostZippedBytes).trim()}: ${large.map(({ name }) => name).join(', ')}\n`);
  process.exitCode = 1;
}
