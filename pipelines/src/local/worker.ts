import { createS3Stores, readS3Settings, type S3Settings } from '@vidkit/platform/aws/s3-stores';
import { type Config, ConfigError, readConfig } from '@vidkit/platform/config';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { followParent, tellReady } from '@vidkit/platform/local/parent';
import { PgBossQueue } from '@vidkit/platform/local/pg-boss-queue';
import { loadSecrets } from '@vidkit/platform/local/secrets';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';

import { ownScratch, sweepScratch } from '../consumers/scratch.ts';
import { startConsumers } from '../consumers/start-consumers.ts';

/** Time for messages in flight; encodes are not waited for, they continue at the next start. */
const stopGraceMs = 3000;

const main = async (): Promise<void> => {
  const { config, s3 } = configuration();
  const log = pino({ name: 'worker', level: config.logLevel });
  if (!config.databaseUrl) throw new ConfigError('DATABASE_URL must name the database that holds the queue');
  const scratchRoot = join(config.dataDir, 'scratch');
  await mkdir(scratchRoot, { recursive: true, mode: 0o700 });
  await sweepScratch(scratchRoot);
  const scratchDir = ownScratch(scratchRoot);

  const store = s3 ? createS3Stores(s3).objects : await diskStore(config);
  const queue = new PgBossQueue({ connectionString: config.databaseUrl, log });
  const stopping = new AbortController();

  const stop = async (why: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    log.info({ why }, 'stopping');
    stopping.abort(new Error('The worker is stopping.'));
    await queue.stop(stopGraceMs);
    await rm(scratchDir, { recursive: true, force: true });
    process.exit(0);
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => void stop(name));
  followParent(() => void stop('supervisor gone'));

  await queue.start();
  tellReady();
  log.info({ concurrency: config.workerConcurrency }, 'worker started');
  const importsDir = join(config.dataDir, 'imports');
  await startConsumers({ config, store, queue, log, scratchDir, importsDir, stopping: stopping.signal });
};

const diskStore = async (config: Config): Promise<ObjectStore> => {
  const { objectKeys: keys } = await loadSecrets(config.dataDir);
  const root = join(config.dataDir, 'objects');
  const store = new DiskObjectStore({ root, publicUrl: config.publicUrl, keys });
  await store.start();
  return store;
};

/** Objects are where the API has them, too: in a store that speaks S3 where one is configured, else on this machine. */
const configuration = (): { config: Config; s3: S3Settings | null } => {
  try {
    return { config: readConfig(), s3: readS3Settings() };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(78);
  }
};

await main();
