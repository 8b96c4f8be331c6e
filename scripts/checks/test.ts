import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

import { startTestServer } from '@vidkit/platform/testing/test-database';
import { createTestRedis } from '@vidkit/platform/testing/test-redis';

import { Failure } from '../bootstrap/failure.mjs';
import { createProgress, type Progress, seconds } from '../bootstrap/progress.mjs';
import { onInterruption } from './interruption.ts';
import type { Outcome } from './outcome.ts';
import { endTools } from './run-tool.ts';
import { runSideBySide } from './schedule.ts';
import { type Stage, stages } from './stages.ts';
import { ensureTools } from './tools.ts';

/** More would not help: browsers and encoders use several cores themselves. */
const lanes = Math.min(availableParallelism(), 4);

/**
 * `npm test`: every stage, also after one has failed, and as the last line `N passed, N failed`.
 * `--only=unit,e2e` runs some of them. A signal ends it with everything that it started, and so does the end of who
 * supervises it.
 */
export const test = async (args: readonly string[], supervised = false): Promise<void> => {
  const chosen = choose(args);
  const progress = createProgress();
  await ensureTools(progress.note);
  const stopServers = await progress.step('PostgreSQL and Redis for the tests', startServers);
  onInterruption(supervised, async (why) => {
    progress.warn(`stopping: ${why}`);
    await endTools();
    await stopServers();
  });

  const total = { passed: 0, failed: 0 };
  await runSideBySide(chosen, lanes, async (stage) => {
    const begun = Date.now();
    const { passed, failed, details } = await runStage(stage, progress);
    total.passed += passed;
    total.failed += failed;
    const line = `${stage.name}: ${passed} passed, ${failed} failed (${seconds(Date.now() - begun)})`;
    if (failed === 0) progress.note(line);
    else progress.warn(line);
    if (details) process.stdout.write(`${indent(details)}\n`);
  }).finally(stopServers);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
};

const choose = (args: readonly string[]): readonly Stage[] => {
  const known = stages.map(({ name }) => name).join(', ');
  const only = onlyOf(args, `npm test [-- --only=STAGE,STAGE], of ${known}`);
  if (only === undefined) return stages;
  const names = only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Failure('badConfiguration', `There is no stage ${unknown.join(', ')}. There are: ${known}.`);
  }
  return stages.filter(({ name }) => names.includes(name));
};

const onlyOf = (args: readonly string[], usage: string): string | undefined => {
  try {
    return parseArgs({ args: [...args], options: { only: { type: 'string' } } }).values.only;
  } catch (cause) {
    throw new Failure('badConfiguration', `${(cause as Error).message}\n\n${usage}`, { cause });
  }
};

/** A stage that throws has failed; the others go on, so that one run shows the whole picture. */
const runStage = (stage: Stage, progress: Progress): Promise<Outcome> =>
  progress.during(stage.name, () =>
    stage.run().catch((error: Error) => ({ passed: 0, failed: 1, details: error.stack ?? error.message })),
  );

/** One server of each kind for all test files, which otherwise start their own. */
const startServers = async (): Promise<() => Promise<void>> => {
  const [postgres, redis] = await Promise.all([
    process.env['TEST_DATABASE_URL'] ? null : startTestServer(),
    createTestRedis(),
  ]);
  if (postgres) process.env['TEST_DATABASE_URL'] = postgres.url;
  process.env['TEST_REDIS_URL'] = redis.url;
  return async () => {
    await Promise.all([postgres?.stop(), redis.stop()]);
  };
};

const indent = (text: string): string => text.replaceAll(/^/gm, '    ');
