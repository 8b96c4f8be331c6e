import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository } from './folders.mjs';
import { npm } from './npm.mjs';
import { oneAtATime } from './one-at-a-time.mjs';

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
  if (!missing(set)) return;
  await progress.step('Dependencies', () =>
    oneAtATime(join(repository, '.cache', 'dependencies.lock'), async () => {
      // Another command may have installed them while we waited for our turn.
      const installed = missing(set);
      if (!installed) return;
      const full = set === 'all' || hasDevelopmentPackages(installed.lock);
      // `ci` begins by removing everything, under the feet of a product that may be running; what is there stays.
      const verb = installed.lock ? ['install', '--no-save'] : ['ci'];
      await npm([...verb, '--no-audit', '--no-fund', ...(full ? ['--include=dev'] : ['--omit=dev'])], {
        cwd: repository,
        task: 'install the dependencies',
      });
    }),
  );
};

/**
 * What is installed when that is not all that the set needs, else null.
 * @param {DependencySet} set
 * @returns {{ lock: Lock | null } | null}
 */
const missing = (set) => {
  const wanted = readLock(join(repository, 'package-lock.json'));
  // npm writes this file last, and removes it with everything else before it installs anew.
  const lock = readLock(join(repository, 'node_modules', '.package-lock.json'));
  return !wanted || covers(wanted, lock, set) ? null : { lock };
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
