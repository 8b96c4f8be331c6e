import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { PostgresError } from './postgres-error.ts';

const run = promisify(execFile);

/** The account that owns nothing, on every system that we know of. */
const nobody = 65_534;

/** How to run the server's programs: PostgreSQL refuses to run as root. */
export interface Account {
  /** Put before the program and its arguments. */
  readonly prefix: readonly string[];
  /** The account to switch to, which then must own the files; null to stay who we are. */
  readonly uid: number | null;
}

/**
 * As an ordinary user: as we are. As root: in a user namespace that shows us as nobody, so that files keep
 * their owner; where namespaces are forbidden (many containers), as nobody, if nobody can reach the programs.
 * Throws `PostgresError` `postgres_no_account`.
 */
export const chooseAccount = async (program: string): Promise<Account> => {
  if (process.getuid?.() !== 0) return { prefix: [], uid: null };

  const namespace = ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`];
  if (await succeeds([...namespace, program, '--version'])) return { prefix: namespace, uid: null };
  if (await succeeds([program, '--version'], nobody)) return { prefix: [], uid: nobody };
  throw new PostgresError(
    'postgres_no_account',
    'PostgreSQL does not run as root, and no other account can reach this folder. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
};

const succeeds = async ([program, ...args]: readonly string[], uid?: number): Promise<boolean> =>
  run(program!, args, uid === undefined ? {} : { uid, gid: uid }).then(
    () => true,
    () => false,
  );
