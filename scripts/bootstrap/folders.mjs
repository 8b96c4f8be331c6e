import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Where downloads are kept that outlive `node_modules`: the user's cache, or `.cache` in the repository when there
 * is no home folder or it cannot be written.
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {{ folder: string, own: boolean }} `own`: it is the user's.
 */
export const cacheFolder = (env = process.env) => {
  const base = env['XDG_CACHE_HOME'] || (homeOf(env) && join(homeOf(env), '.cache'));
  if (base && isWritable(join(base, 'vidkit'))) return { folder: join(base, 'vidkit'), own: true };
  const folder = join(repository, '.cache');
  mkdirSync(folder, { recursive: true });
  return { folder, own: false };
};

/** @param {Readonly<Record<string, string | undefined>>} env */
const homeOf = (env) => env['HOME'] ?? (process.platform === 'win32' ? homedir() : '');

/** @param {string} folder */
const isWritable = (folder) => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
