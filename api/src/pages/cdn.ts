import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const elements = join(import.meta.dirname, '../../../elements');

/** Version of the elements, as in `/cdn/<version>/`. */
export const cdnVersion: string = (
  JSON.parse(readFileSync(join(elements, 'package.json'), 'utf8')) as { version: string }
).version;

export interface IntegrityEntry {
  readonly integrity: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

let files: Promise<Record<string, IntegrityEntry>> | undefined;

/** Hashes of the built bundle; read once. */
export const cdnFiles = (): Promise<Record<string, IntegrityEntry>> => {
  files ??= readFile(join(elements, 'dist/cdn/integrity.json'), 'utf8').then(
    (text) => (JSON.parse(text) as { files: Record<string, IntegrityEntry> }).files,
  );
  files.catch(() => {
    files = undefined;
  });
  return files;
};
