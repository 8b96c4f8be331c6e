import type { Outcome } from './outcome.ts';

/** Runs one check by itself, prints what it found, and sets the exit code. */
export const exitWithOutcome = async (check: () => Promise<Outcome>): Promise<void> => {
  const { passed, failed, details } = await check();
  if (details) process.stdout.write(`${details}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
};
