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

  const namespace = { prefix: ['unshare', '-U', `--map-user=${nobody}`, `--map-group=${nobody}`], uid: null };
  const dropped = { prefix: [], uid: nobody };
  if (await runsAs(namespace, program)) return namespace;
  if (await runsAs(dropped, program)) return dropped;
  throw new PostgresError(
    'postgres_no_account',
    'PostgreSQL does not run as root, and no other account can reach this folder. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
};

/** The command line that runs a program under the account. */
export const withPrefix = (
  { prefix: [first, ...others] }: Account,
  program: string,
  args: readonly string[],
): { program: string; args: string[] } =>
  first === undefined
    ? { program, args: [...args] }
    : { program: first, args: [...others, program, ...args] };

/** Options for `node:child_process` that run a program under the account. */
export const as = (account: Account): { uid?: number; gid?: number } =>
  account.uid === null ? {} : { uid: account.uid, gid: account.uid };

const runsAs = (account: Account, path: string): Promise<boolean> => {
  const { program, args } = withPrefix(account, path, ['--version']);
  return run(program, args, as(account)).then(
    () => true,
    () => false,
  );
};
