import { awsEnvironment } from '@vidkit/platform/aws/aws-config';
import { createS3Stores, readS3Settings } from '@vidkit/platform/aws/s3-stores';
import { SqsQueue } from '@vidkit/platform/aws/sqs-queue';
import { type Config, ConfigError, parseEnvironment, readConfig } from '@vidkit/platform/config';
import { tellReady } from '@vidkit/platform/local/parent';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';

import { ownScratch, sweepScratch } from '../consumers/scratch.ts';
import { startConsumers } from '../consumers/start-consumers.ts';
import { TaskProtection } from './task-protection.ts';
import { MediaConvert } from '../transcoders/mediaconvert/media-convert.ts';

/** Time for messages in flight; encodes are not waited for, another worker goes on with them. */
const stopGraceMs = 10_000;

const wanted = awsEnvironment.pick({
  AWS_REGION: true,
  SQS_QUEUE_PREFIX: true,
  DYNAMODB_TABLE: true,
  MEDIACONVERT_ROLE: true,
  MEDIACONVERT_QUEUE: true,
});

/** The worker as a task of ECS: it holds nothing that a task may not lose, and says so when it is asked to go. */
const main = async (): Promise<void> => {
  const { config, aws, s3 } = configuration();
  const log = pino({ name: 'worker', level: config.logLevel });
  const scratchRoot = join(config.dataDir, 'scratch');
  await mkdir(scratchRoot, { recursive: true, mode: 0o700 });
  await sweepScratch(scratchRoot);
  const scratchDir = ownScratch(scratchRoot);

  const stores = createS3Stores(s3);
  const queue = new SqsQueue({ queuePrefix: aws.SQS_QUEUE_PREFIX, table: aws.DYNAMODB_TABLE, log });
  const converter = aws.MEDIACONVERT_ROLE
    ? new MediaConvert({
        sourcesBucket: s3.sourcesBucket,
        mediaBucket: s3.mediaBucket,
        role: aws.MEDIACONVERT_ROLE,
        queue: aws.MEDIACONVERT_QUEUE,
      })
    : undefined;
  const stopping = new AbortController();
  const stop = async (why: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    log.info({ why }, 'stopping');
    stopping.abort(new Error('The worker is stopping.'));
    await queue.stop(stopGraceMs);
    stores.stop();
    await rm(scratchDir, { recursive: true, force: true });
    process.exit(0);
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop(name));

  await queue.start();
  tellReady();
  log.info({ concurrency: config.workerConcurrency, outside: converter !== undefined }, 'worker started');
  const agent = process.env['ECS_AGENT_URI'];
  await startConsumers({
    config,
    store: stores.objects,
    queue: agent ? new TaskProtection({ agent, log }).over(queue) : queue,
    log,
    scratchDir,
    importsDir: join(config.dataDir, 'imports'),
    converter,
    hearsEnds: true,
    stopping: stopping.signal,
  });
};

const configuration = () => {
  try {
    const s3 = readS3Settings();
    if (!s3) throw new ConfigError('S3_MEDIA_BUCKET must be the bucket of the published media');
    const config: Config = readConfig();
    return { config, aws: parseEnvironment(wanted, process.env), s3 };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(78);
  }
};

await main();
