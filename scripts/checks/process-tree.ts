import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { isRunning } from '@vidkit/platform/local/process-info';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/**
 * Ends processes with everything that they started. Those in our process group are asked at once; a process in a group
 * of its own (a product, a browser) is left to whoever started it, and asked after `graceMs`. What is still there after
 * as long again is killed.
 */
export const endTrees = async (roots: readonly number[], graceMs = 4000): Promise<void> => {
  const rows = processes();
  const tree = rows.filter(({ pid }) => roots.some((root) => isBelow(rows, pid, root)));
  const group = rows.find(({ pid }) => pid === process.pid)?.group;
  tree.filter((row) => row.group === group).forEach(({ pid }) => send(pid, 'SIGTERM'));
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const left = await waitFor(tree, graceMs);
    left.forEach(({ pid }) => send(pid, signal));
  }
};

const processes = (): Row[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, group = 0]) => ({ pid, parent, group }));

const isBelow = (rows: readonly Row[], pid: number, root: number): boolean => {
  for (let at: number | undefined = pid; at; at = rows.find((row) => row.pid === at)?.parent) {
    if (at === root) return true;
  }
  return false;
};

/** Those that are still running after so long. */
const waitFor = async (rows: readonly Row[], withinMs: number): Promise<Row[]> => {
  const end = Date.now() + withinMs;
  for (;;) {
    const running = await Promise.all(rows.map(({ pid }) => isRunning(pid)));
    const left = rows.filter((_, index) => running[index]);
    if (left.length === 0 || Date.now() > end) return left;
    await sleep(50);
  }
};

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};
