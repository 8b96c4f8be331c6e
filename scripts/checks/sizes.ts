import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { repository } from '../bootstrap/folders.mjs';
import type { Outcome } from './outcome.ts';

/** What a page loads before anybody asks for more: brotli KiB of a script and everything that it imports. */
const budgetsKiB: Readonly<Record<string, number>> = {
  'vid-player.js': 14,
  'vid-upload.js': 14,
  'vid-comments.js': 16,
};

interface BuiltFile {
  readonly brotli: number;
  readonly imports: readonly string[];
}

/** Compares the built scripts with their budgets; one check a script. */
export const checkSizes = async (): Promise<Outcome> => {
  const path = join(repository, 'elements/dist/cdn/integrity.json');
  const { files } = JSON.parse(await readFile(path, 'utf8')) as { files: Record<string, BuiltFile> };
  const over = Object.entries(budgetsKiB).flatMap(([name, budget]) => {
    const size = sizeWithImports(files, name);
    if (size <= budget * 1024) return [];
    return [`${name}: ${(size / 1024).toFixed(2)} KiB brotli with its imports, ${budget} KiB are allowed`];
  });
  return {
    passed: Object.keys(budgetsKiB).length - over.length,
    failed: over.length,
    details: over.join('\n'),
  };
};

/** Brotli bytes of a file and of what it imports statically, each counted once; infinite when one is missing. */
export const sizeWithImports = (files: Readonly<Record<string, BuiltFile>>, entry: string): number => {
  const seen = new Set<string>();
  const visit = (name: string): number => {
    if (seen.has(name)) return 0;
    seen.add(name);
    const file = files[name];
    return file
      ? file.imports.reduce((total, next) => total + visit(next), file.brotli)
      : Number.POSITIVE_INFINITY;
  };
  return visit(entry);
};
