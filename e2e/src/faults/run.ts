import { faults } from './fault-line.ts';
import { uploadThroughFaults } from './upload-through-faults.ts';

// npm run test:faults [-- --faults N --seed N]: the long run. A seed repeats what was injected, not the timing.
const option = (name: string, usual: number): number => {
  const at = process.argv.indexOf(name);
  const given = at < 0 ? usual : Number(process.argv[at + 1]);
  if (!Number.isInteger(given) || given < 1) throw new Error(`${name} takes a whole number from 1`);
  return given;
};

const wanted = option('--faults', 10_000);
const seed = option('--seed', (Date.now() % 2 ** 31) + 1);
let told = 0;
const begun = performance.now();
const report = await uploadThroughFaults({
  wanted,
  seed,
  onFile: ({ files, faults: injected, lost, corrupt }) => {
    for (const wrong of [...lost, ...corrupt].slice(told)) process.stderr.write(`${wrong}\n`);
    told = lost.length + corrupt.length;
    if (files % 50 === 0)
      process.stderr.write(`${files} files, ${injected} faults, ${lost.length + corrupt.length} wrong\n`);
  },
});

const rows: [string, number][] = faults.map((fault) => [fault, report.counts.get(fault) ?? 0]);
rows.push(
  ['all faults', report.faults],
  ['pages closed in the middle', report.reloads],
  ['files', report.files],
  ['MiB', Math.round(report.bytes / 1024 ** 2)],
  ['lost', report.lost.length],
  ['corrupt', report.corrupt.length],
);
for (const [name, count] of rows) console.log(`${name.padEnd(28)}${String(count).padStart(8)}`);
console.log(`\nseed ${seed}, ${Math.round((performance.now() - begun) / 1000)} s`);
process.exitCode = report.lost.length + report.corrupt.length === 0 ? 0 : 1;
