import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { Failure } from '../bootstrap/failure.mjs';
import { fill, type Names } from './names.ts';

/** New texts by path from the root of the repository. */
export type Changes = Map<string, string>;

/** Where each template of a kind goes; the keys are file names below `templates/`. */
export type Destinations = Readonly<Record<string, string>>;

const templates = join(import.meta.dirname, 'templates');

/** Fills the templates of a kind. Fails when one of their files is there already. */
export const fromTemplates = async (
  root: string,
  kind: string,
  destinations: Destinations,
  names: Names,
): Promise<Changes> => {
  const files = await readdir(join(templates, kind));
  const changes: Changes = new Map();
  for (const file of files.sort()) {
    const path = fill(destinations[file] ?? '', names);
    if (path === '') throw new Error(`${kind}/${file} has no place`);
    if (existsSync(join(root, path))) throw new Failure('failed', `${path} is there already.`);
    changes.set(path, fill(await readFile(join(templates, kind, file), 'utf8'), names));
  }
  return changes;
};

/** Puts `addition` before the only occurrence of `anchor`. */
export const before = (text: string, anchor: string, addition: string): string => {
  const at = text.indexOf(anchor);
  if (at < 0 || text.includes(anchor, at + 1)) {
    throw new Failure('failed', `The generator does not find its place: ${JSON.stringify(anchor)}.`);
  }
  return text.slice(0, at) + addition + text.slice(at);
};

/** Puts a line after the last one that matches. */
export const afterLast = (text: string, line: RegExp, addition: string): string => {
  const lines = text.split('\n');
  const at = lines.findLastIndex((candidate) => line.test(candidate));
  if (at < 0) throw new Failure('failed', `The generator does not find its place: ${line}.`);
  return lines.toSpliced(at + 1, 0, addition).join('\n');
};

/** Writes everything, formatted as the repository is. */
export const write = async (root: string, changes: Changes): Promise<void> => {
  const texts = await Promise.all(
    [...changes].map(async ([path, text]) => {
      const file = join(root, path);
      const options = await resolveConfig(file);
      return [file, await format(text, { ...options, filepath: file })] as const;
    }),
  );
  for (const [file, text] of texts) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
};
