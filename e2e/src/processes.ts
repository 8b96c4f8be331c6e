import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface InstanceFile {
  readonly pid: number;
  readonly children: readonly { readonly pid: number }[];
}

/** What the instance of a data folder says about its processes; null when it says nothing. */
export const instanceOf = (dataDir: string): InstanceFile | null => {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'instance.json'), 'utf8')) as InstanceFile;
  } catch {
    return null;
  }
};

/** The server process of the data folder's PostgreSQL, or null. */
export const postmasterOf = (dataDir: string): number | null => {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]) || null;
  } catch {
    return null;
  }
};

/** The command line of a process; empty when there is none. */
export const commandOf = (pid: number): string => {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
};

/** Processes that this one started. */
export const childrenOf = (pid: number): number[] => {
  try {
    const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
    return list
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
  } catch {
    return [];
  }
};

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/<defunct>/.test(commandOf(pid));
  } catch {
    return false;
  }
};

/** `kill -9`; one that has ended meanwhile is as good. */
export const killHard = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
