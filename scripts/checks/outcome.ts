import type { ToolResult } from './run-tool.ts';

/** What one stage of the checks found. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What a person has to read when something failed. */
  readonly details: string;
}

/** Of a long report the first failures tell most, and its end holds the totals. */
const detailLines = { first: 150, last: 50 };

/** One check that holds when the tool ends with 0. */
export const single = ({ code, output, log }: ToolResult): Outcome =>
  code === 0
    ? { passed: 1, failed: 0, details: '' }
    : { passed: 0, failed: 1, details: `${excerpt(output)}\n(all of it: ${log})` };

/** Reads the totals that `node --test` prints with the `spec` reporter. */
export const fromNodeTest = ({ code, output, log }: ToolResult): Outcome => {
  const total = (name: string) =>
    Number(new RegExp(`^ℹ ${name} (\\d+)$`, 'm').exec(output)?.[1] ?? Number.NaN);
  const counts = { passed: total('pass'), failed: total('fail') + total('cancelled') };
  // Skipped tests are no passed ones: here they are not allowed at all.
  const skipped = total('skipped') + total('todo');
  return judge(counts, { code, log, skipped, output: output.split('✖ failing tests:').at(-1) ?? output });
};

/** Reads a last line `N passed, N failed`, as our own runners print it. */
export const fromSummary = ({ code, output, log }: ToolResult): Outcome => {
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  const counts = { passed: Number(line?.[1] ?? Number.NaN), failed: Number(line?.[2] ?? Number.NaN) };
  return judge(counts, { code, log, skipped: Number(line?.[3] ?? 0), output });
};

/** Adds outcomes up. */
export const sum = (outcomes: readonly Outcome[]): Outcome => ({
  passed: outcomes.reduce((total, { passed }) => total + passed, 0),
  failed: outcomes.reduce((total, { failed }) => total + failed, 0),
  details: outcomes
    .map(({ details }) => details)
    .filter(Boolean)
    .join('\n'),
});

/** A stage without tests, without totals, or with a bad exit code has failed, whatever its totals say. */
const judge = (
  { passed, failed }: { passed: number; failed: number },
  { code, log, skipped, output }: { code: number; log: string; skipped: number; output: string },
): Outcome => {
  const problems = [
    Number.isNaN(passed + failed) && 'it ended without totals',
    passed === 0 && failed === 0 && 'it ran no tests',
    skipped > 0 && `it skipped ${skipped} tests`,
    code !== 0 && failed === 0 && `it ended with code ${code}`,
  ].filter((problem) => problem !== false);
  if (problems.length === 0 && failed === 0) return { passed, failed, details: '' };
  return {
    passed: passed || 0,
    failed: (failed || 0) + problems.length,
    details: [...problems, excerpt(output), `(all of it: ${log})`].join('\n'),
  };
};

const excerpt = (text: string): string => {
  const lines = text.trim().split('\n');
  const left = lines.length - detailLines.first - detailLines.last;
  if (left <= 0) return lines.join('\n');
  return [...lines.slice(0, detailLines.first), `… ${left} lines …`, ...lines.slice(-detailLines.last)].join(
    '\n',
  );
};
