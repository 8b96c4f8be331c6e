import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** No work takes so long; another process may have the id of an owner that was killed. */
const longestMs = 20 * 60_000;

/**
 * Does the work when no other process does any under the same lock file. Two commands that are typed at the same time
 * must not install into each other's folder. A lock whose owner has gone counts for nothing.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const oneAtATime = async (file, work) => {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    if (isAbandoned(file)) rmSync(file, { force: true });
    else await sleep(100);
  }
  // Also when the work ends the process.
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
};

/** @param {string} file */
const take = (file) => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
};

/** @param {string} file */
const isAbandoned = (file) => {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    // Nothing is in it between its creation and its writing.
    if (owner > 0) process.kill(owner, 0);
    return Date.now() - statSync(file).mtimeMs > longestMs;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH';
  }
};
