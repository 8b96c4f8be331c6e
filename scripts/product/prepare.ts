import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { DataDirInUseError, type InstanceLock, lockInstance } from '@vidkit/platform/local/instance-lock';
import type { Config } from '@vidkit/platform/config';
import { type Ffmpeg, FfmpegError, resolveFfmpeg } from '@vidkit/platform/local/ffmpeg';
import {
  PostgresError,
  type PostgresOptions,
  type RunningPostgres,
  startPostgres,
} from '@vidkit/platform/local/postgres';
import { findBinaries } from '@vidkit/platform/local/postgres/binaries';
import { loadSecrets, type Secrets } from '@vidkit/platform/local/secrets';

import { Failure } from '../bootstrap/failure.mjs';
import { cacheFolder } from '../bootstrap/folders.mjs';
import { endOrphans } from './orphans.ts';
import { prepareDataDir, requireDiskSpace, requirePort } from './preflight.ts';

/** Everything that can stop a start is asked before anything is made. Returns the lock that the start holds. */
export const claimPlace = async (config: Config): Promise<InstanceLock> => {
  if (!config.databaseUrl) await findBinaries().catch(rethrowPostgres);
  await prepareDataDir(config.dataDir);
  await requireDiskSpace(config.dataDir);
  const lock = await lockInstance(config.dataDir, config.publicUrl).catch((cause: unknown) => {
    if (!(cause instanceof DataDirInUseError)) throw cause;
    throw new Failure(
      'dataFolderInUse',
      `Vidkit runs already with ${config.dataDir}: ${cause.owner.address} (process ${cause.owner.pid}). ` +
        'Use it, end it, or start another with DATA_DIR and PORT.',
      { cause },
    );
  });
  try {
    await endOrphans(lock.orphans);
    await removeDrafts(config.dataDir);
    await requirePort(config.host, config.port, 'PORT');
    if (config.demoPort !== null) await requirePort(config.host, config.demoPort, 'DEMO_PORT');
    return lock;
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/** Files that were to replace another when their writer was killed; nobody writes now but us. */
const removeDrafts = async (dataDir: string): Promise<void> => {
  const drafts = (await readdir(dataDir)).filter((name) => /^[a-z]+\.json\.\w+$/.test(name));
  await Promise.all(drafts.map((name) => rm(join(dataDir, name), { force: true })));
};

/** The secrets of this installation. Fails with `notAllowed` when the file cannot be read. */
export const openSecrets = (config: Config): Promise<Secrets> =>
  loadSecrets(config.dataDir).catch((cause: unknown) => {
    throw new Failure(
      'notAllowed',
      `The secrets in ${config.dataDir} cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  });

/** Starts our PostgreSQL. Fails with `unsupported` or `database`. */
export const openDatabase = (options: PostgresOptions): Promise<RunningPostgres> =>
  startPostgres(options).catch(rethrowPostgres);

const rethrowPostgres = (cause: unknown): never => {
  if (!(cause instanceof PostgresError)) throw cause;
  const unsupported = cause.code === 'postgres_unsupported' || cause.code === 'postgres_no_account';
  throw new Failure(unsupported ? 'unsupported' : 'database', cause.message, { cause });
};

/** Finds or installs ffmpeg; null when there is none to be had. Fails with `badConfiguration`. */
export const findFfmpeg = (config: Config, log: (text: string) => void): Promise<Ffmpeg | null> =>
  resolveFfmpeg(config, { log, allowInstall: true, cacheDir: cacheFolder().folder }).catch(
    (cause: unknown) => {
      if (!(cause instanceof FfmpegError)) throw cause;
      throw new Failure('badConfiguration', cause.message, { cause });
    },
  );
