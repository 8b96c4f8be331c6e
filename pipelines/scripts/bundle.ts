import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** Bytes that a function may have, zipped: the larger it is, the longer its first call waits. */
export const mostZippedBytes = 1024 * 1024;

export interface Bundle {
  readonly name: string;
  readonly bytes: number;
  /** Of a zip with this file alone. */
  readonly zippedBytes: number;
}

export interface BundleOptions {
  /** One file for each function, which exports `handler`. */
  readonly entries: string;
  /** Gets `<name>/index.mjs` for each of them, and nothing else. */
  readonly target: string;
}

/** A few packages ask for others in the old way. */
const requireInModule =
  "import{createRequire as vidkitRequire}from'node:module';const require=vidkitRequire(import.meta.url);";

/**
 * Makes each function one file, with all that it uses and nothing more: the SDK too, so that what was tested is what
 * runs. Equal sources give equal bytes, by which a deployment sees that nothing has changed.
 */
export const bundleFunctions = async ({ entries, target }: BundleOptions): Promise<Bundle[]> => {
  await rm(target, { recursive: true, force: true });
  const files = (await readdir(entries)).filter((name) => /^[a-z-]+\.ts$/.test(name)).sort();
  const bundles: Bundle[] = [];
  for (const file of files) {
    const name = basename(file, '.ts');
    const folder = join(target, name);
    await mkdir(folder, { recursive: true });
    const outfile = join(folder, 'index.mjs');
    await build({
      entryPoints: [join(entries, file)],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      mainFields: ['module', 'main'],
      minify: true,
      sourcemap: 'external',
      legalComments: 'none',
      banner: { js: requireInModule },
      logLevel: 'warning',
    });
    const content = await readFile(outfile);
    bundles.push({ name, bytes: content.length, zippedBytes: zippedSize(content, 'index.mjs') });
  }
  return bundles;
};

/** A zip has the name and 122 bytes of its own beside the content (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
const zippedSize = (content: Buffer, name: string): number =>
  deflateRawSync(content, { level: 9 }).length + 30 + 46 + 22 + 2 * name.length;
