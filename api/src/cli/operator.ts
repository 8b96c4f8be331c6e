import { createClient, type Client } from '@vidkit/contracts/client';
import { scopes, type Scope } from '@vidkit/contracts/operations';
import type { Config } from '@vidkit/platform/config';
import { LocalIdentity } from '@vidkit/platform/local/local-identity';
import { localUrlOf } from '@vidkit/platform/local/local-url';
import { loadSecrets } from '@vidkit/platform/local/secrets';
import type { Account } from '@vidkit/platform/ports/identity';
import pg from 'pg';

import { signOperatorToken } from '../features/identity/operator-token.ts';
import { CliError } from './cli-error.ts';

export const withIdentity = async <T>(
  config: Config,
  work: (identity: LocalIdentity) => Promise<T>,
): Promise<T> => {
  if (config.databaseUrl === null) {
    throw new CliError(`Nothing runs from ${config.dataDir}. Start it with npm start, or set DATABASE_URL.`);
  }
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  try {
    await pool.query('SELECT 1').catch((cause: unknown) => {
      throw new CliError(`The database does not answer: ${reasonOf(cause)}`, { cause });
    });
    return await work(new LocalIdentity(pool));
  } finally {
    await pool.end();
  }
};

/** The account of an address. Throws when there is none. */
export const accountOf = (config: Config, email: string): Promise<Account> =>
  withIdentity(config, async (identity) => {
    const account = await identity.findByEmail(email);
    if (!account) throw new CliError(`There is no account with the address ${email}.`);
    return account;
  });

/** A client of the running API in the name of an account, by a token that this installation's keys sign. */
export const clientFor = async (config: Config, email: string): Promise<Client> => {
  const account = await accountOf(config, email);
  const [signingKey] = (await loadSecrets(config.dataDir)).signingKeys;
  if (!signingKey) throw new CliError(`${config.dataDir} holds no signing key.`);
  return createClient({
    baseUrl: localUrlOf(config),
    getToken: () =>
      signOperatorToken({
        signingKey,
        publicUrl: config.publicUrl,
        accountId: account.id,
        scopes: Object.keys(scopes) as Scope[],
      }),
  });
};

/** Of Node's collected attempts to connect, which have no message of their own, the code. */
const reasonOf = (cause: unknown): string => {
  const { message, code } = cause as Error & { code?: string };
  return message || code || 'no reason given';
};
