import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Whether a process runs under this id. A zombie counts as gone: in containers whose first process reaps
 * nobody, a killed server keeps its id for ever.
 */
export const isRunning = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (process.platform !== 'linux') return true;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat !== null && stateOf(stat) !== 'Z';
};

/** The command line of a process, or null when there is none or it cannot be read. */
export const commandOf = async (pid: number): Promise<string | null> => {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
    return text ? text.replaceAll('\0', ' ').trim() : null;
  }
  if (process.platform === 'win32') return null;
  return run('ps', ['-p', String(pid), '-o', 'command=']).then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  );
};

/**
 * A mark that differs between two processes which had the same id one after the other: the start time where
 * the system tells it, else an empty string.
 */
export const startMarkOf = async (pid: number): Promise<string> => {
  if (process.platform === 'linux') {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    ]);
    // Field 22 of proc_pid_stat(5), counted after the name in brackets, which may hold blanks.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks ? `${boot.trim()}:${ticks}` : '';
  }
  if (process.platform === 'win32') return '';
  return run('ps', ['-p', String(pid), '-o', 'lstart=']).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
};

const stateOf = (stat: string): string => stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
