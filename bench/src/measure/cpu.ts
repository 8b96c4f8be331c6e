import { readFile } from 'node:fs/promises';

/** Clock ticks a second of `/proc`, the same on every Linux that Node runs on. */
const ticks = 100;

/** CPU time of all programs that this process has started and that have ended, in seconds. Linux only. */
export const cpuSeconds = async (): Promise<number> => {
  const text = await readFile('/proc/self/stat', 'utf8');
  // The second field is a name in brackets, which may hold spaces; user and system time of children are 16 and 17.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / ticks;
};

/** CPU time of a process that runs, in seconds. Linux only. */
export const cpuSecondsOf = async (pid: number): Promise<number> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return text === '' ? 0 : (Number(fields[11]) + Number(fields[12])) / ticks;
};
