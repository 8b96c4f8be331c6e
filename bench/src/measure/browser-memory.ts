import { readdirSync, readFileSync } from 'node:fs';

/** Bytes that a process and all that it started take, shared pages counted in part; Linux only. */
export const memoryBelow = (pid: number): number => {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(/^PPid:\s+(\d+)/m.exec(textOf(`/proc/${name}/status`))?.[1] ?? NaN);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const sum = (id: number): number =>
    Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${id}/smaps_rollup`))?.[1] ?? 0) * 1024 +
    (children.get(id) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(pid);
};

/** The browser that carries this word in its command line. */
export const findProcess = (word: string): number => {
  const found = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((id) => textOf(`/proc/${id}/cmdline`).includes(word))
    .sort((a, b) => a - b);
  if (found[0] === undefined) throw new Error('the browser was not found');
  return found[0];
};

/** Processes come and go. */
const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
