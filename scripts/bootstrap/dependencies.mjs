import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from './folders.mjs';
import { npm } from './npm.mjs';

/**
 * @typedef {'run' | 'all'} DependencySet What the product needs to run, or what its tests and tools need, too.
 * @typedef {{ version?: string, link?: boolean, dev?: boolean, devOptional?: boolean, optional?: boolean }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * Installs what the lockfile names, unless it is there. Never removes development packages that are installed.
 * @param {DependencySet} set
 * @param {import('./progress.mjs').Progress} progress
 */
export const ensureDependencies = async (set, progress) => {
  const wanted = readLock(join(repository, 'package-lock.json'));
  // npm writes this file last, and removes it with everything else before it installs anew.
  const installed = readLock(join(repository, 'node_modules', '.package-lock.json'));
  if (!wanted || covers(wanted, installed, set)) return;

  const full = set === 'all' || hasDevelopmentPackages(installed);
  await progress.step('Dependencies', () =>
    npm(['ci', '--no-audit', '--no-fund', ...(full ? ['--include=dev'] : ['--omit=dev'])], {
      cwd: repository,
      task: 'install the dependencies',
    }),
  );
};

/**
 * Whether every package that the set needs on this machine is installed in its version.
 * @param {Lock} wanted @param {Lock | null} installed @param {DependencySet} set
 */
export const covers = (wanted, installed, set) =>
  installed !== null &&
  Object.entries(wanted.packages).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    if (set === 'run' && (entry.dev || entry.devOptional)) return true;
    const found = installed.packages[path];
    // An optional package may be missing because it is for other machines; who needs it says so.
    return found ? found.version === entry.version : entry.optional === true;
  });

/** @param {Lock | null} installed */
const hasDevelopmentPackages = (installed) =>
  Object.values(installed?.packages ?? {}).some((entry) => entry.dev);

/** @param {string} path @returns {Lock | null} */
const readLock = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
};
