import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { type Account, as, withPrefix } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { PostgresError } from './postgres-error.ts';

const run = promisify(execFile);
const workshopMark = '.new-';
/** An orphan may still write there while we remove. */
const removal = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** What the server's programs see of our environment: nothing that could steer them (PGDATA, PGPORT, …). */
export const serverEnvironment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };

export interface InitialiseOptions {
  /** Where the cluster shall be; its parent exists. */
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly account: Account;
  readonly superuser: string;
  readonly superuserPassword: string;
}

/**
 * Makes the cluster if there is none. It is made beside its place and renamed, for a half-made one looks whole
 * (PG_VERSION is written first). Returns whether it was made now. Throws `PostgresError` `postgres_version`
 * when the folder belongs to another major version: it is never touched.
 */
export const initialise = async (options: InitialiseOptions): Promise<boolean> => {
  const { directory, binaries, account } = options;
  const ours = await majorVersion(binaries, account);
  const existing = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => null);
  if (existing !== null) {
    if (existing.trim() === ours) return false;
    throw new PostgresError(
      'postgres_version',
      `${directory} was made by PostgreSQL ${existing.trim()}, this is PostgreSQL ${ours}. ` +
        'Use the version that made it, or choose another DATA_DIR.',
    );
  }

  await removeWorkshops(directory);
  const workshop = `${directory}${workshopMark}${process.pid}`;
  await mkdir(workshop, { mode: 0o700 });
  const passwordFile = join(workshop, 'password');
  await writeFile(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (account.uid !== null) {
    // Nobody has to pass through our folder, which stays unreadable for others.
    await chmod(dirname(directory), 0o711);
    await chown(workshop, account.uid, account.uid);
    await chown(passwordFile, account.uid, account.uid);
  }

  const made = join(workshop, 'cluster');
  const { program, args } = withPrefix(account, binaries.initdb, [
    `--pgdata=${made}`,
    `--username=${options.superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--lc-messages=C',
    '--data-checksums',
  ]);
  try {
    await run(program, args, { env: serverEnvironment, ...as(account) });
  } catch (cause) {
    const { stderr } = cause as { stderr?: string };
    const reason = stderr?.trim() ?? (cause as Error).message;
    throw new PostgresError('postgres_failed', `PostgreSQL could not prepare ${directory}: ${reason}`, {
      cause,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(made, directory);
  await rm(workshop, removal);
  return true;
};

/** What an initdb left that was cut short; one that still runs for a killed parent works in a folder of its own. */
const removeWorkshops = async (directory: string): Promise<void> => {
  const parent = dirname(directory);
  const prefix = `${basename(directory)}${workshopMark}`;
  const left = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  await Promise.all(left.map((name) => rm(join(parent, name), removal)));
};

const majorVersion = async (binaries: PostgresBinaries, account: Account): Promise<string> => {
  const { stdout } = await run(binaries.postgres, ['--version'], { env: serverEnvironment, ...as(account) });
  return /(\d+)/.exec(stdout)?.[1] ?? '';
};
