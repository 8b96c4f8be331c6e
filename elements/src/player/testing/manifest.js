import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const elements = fileURLToPath(new URL('../../../', import.meta.url));
const analyzer = fileURLToPath(import.meta.resolve('@custom-elements-manifest/analyzer/cem.js'));

let made;

/** `/test-manifest` is `custom-elements.json`, made from the sources as they are. */
export const manifest = async (context, next) => {
  if (context.path !== '/test-manifest') return next();
  made ??= make();
  context.type = 'json';
  context.body = await made;
  return undefined;
};

const make = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vidkit-manifest-'));
  const args = [analyzer, 'analyze', '--quiet', '--outdir', relative(elements, folder)];
  await promisify(execFile)(process.execPath, args, { cwd: elements });
  const text = await readFile(join(folder, 'custom-elements.json'), 'utf8');
  await rm(folder, { recursive: true });
  return text;
};
