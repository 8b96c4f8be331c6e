import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, loadavg, platform } from 'node:os';

/** Prints rows of text as a table for people, which is a Markdown table too. */
export const printTable = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  console.log(line(head));
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`);
  for (const row of rows) console.log(line(row));
};

/** What the figures belong to: commit, machine and its load of the last minute. */
export const printMachine = (): void => {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const load = (loadavg()[0] ?? 0).toFixed(1);
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${availableParallelism()} cores ${arch()}, ` +
      `${system()}, Node ${process.versions.node}, load of the last minute ${load}`,
  );
};

/** One run as it ends, beside the report: long benchmarks show that they move. */
export const noteRun = (run: number, text: string): void => {
  process.stderr.write(`run ${run}: ${text}\n`);
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return (low + high) / 2;
};

/** `4.2 s (4.0 to 5.1)`. */
export const seconds = (milliseconds: readonly number[]): string => {
  const text = (value: number) => (value / 1000).toFixed(1);
  const range =
    milliseconds.length > 1
      ? ` (${text(Math.min(...milliseconds))} to ${text(Math.max(...milliseconds))})`
      : '';
  return `${text(median(milliseconds))} s${range}`;
};

/** `--runs N` of the command line. */
export const runsWanted = (usual: number): number => numberWanted('--runs', usual);

/** A whole number of the command line, from 1. */
export const numberWanted = (option: string, usual: number): number => {
  const at = process.argv.indexOf(option);
  const given = at < 0 ? usual : Number(process.argv[at + 1]);
  if (!Number.isInteger(given) || given < 1) throw new Error(`${option} takes a whole number from 1`);
  return given;
};

const system = (): string => {
  if (platform() !== 'linux') return platform();
  return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
};
