import { createClient, type Client } from '@vidkit/contracts/client';
import { scopes, type Scope } from '@vidkit/contracts/operations';
import type { Config } from '@vidkit/platform/config';
import { localUrlOf } from '@vidkit/platform/local/local-url';
import type { Account, Identity } from '@vidkit/platform/ports/identity';
import pg from 'pg';
import pino from 'pino';

import { signOperatorToken } from '../features/identity/operator-token.ts';
import { type Installation, openInstallation } from '../installation.ts';
import { CliError } from './cli-error.ts';

/** What this installation is made of, for the length of one piece of work. Throws `CliError` where nothing runs. */
export const withInstallation = async <T>(
  config: Config,
  work: (installation: Installation) => Promise<T>,
): Promise<T> => {
  if (config.platform === 'local' && config.databaseUrl === null) {
    throw new CliError(`Nothing runs from ${config.dataDir}. Start it with npm start, or set DATABASE_URL.`);
  }
  const installation = await openInstallation(config, pino({ level: 'silent' }));
  try {
    return await work(installation);
  } finally {
    await installation.adapters.stop();
  }
};

export const withIdentity = <T>(config: Config, work: (identity: Identity) => Promise<T>): Promise<T> =>
  withInstallation(config, async ({ adapters }) => {
    const probe = new pg.Client({ ...adapters.database });
    await probe.connect().catch((cause: unknown) => {
      throw new CliError(`The database does not answer: ${reasonOf(cause)}`, { cause });
    });
    await probe.end();
    return work(adapters.identity);
  });

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
  const [signingKey] = await withInstallation(config, async ({ secrets }) => secrets.signingKeys);
  if (!signingKey) throw new CliError('This installation has no signing key.');
  return createClient({
    baseUrl: config.platform === 'aws' ? config.publicUrl : localUrlOf(config),
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
