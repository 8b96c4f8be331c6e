import { randomBytes } from 'node:crypto';

import { hash, verify } from '@node-rs/argon2';

import type { Account, Identity } from '../ports/identity.ts';
import { AccountDirectory, type Queryable } from './account-directory.ts';
import { checkPassword, longestPassword, preparePassword } from './password-policy.ts';

/** argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Accounts in Postgres (table `account`), passwords as argon2id hashes. */
export class LocalIdentity implements Identity {
  readonly #accounts: AccountDirectory;
  /** Verified against when there is no such account, so that both answers take as long. */
  readonly #decoy = hash(randomBytes(16), cost);

  constructor(db: Queryable) {
    this.#accounts = new AccountDirectory(db);
  }

  async create(account: {
    id: string;
    email: string;
    name: string;
    password: string;
    confirmed?: boolean;
  }): Promise<Account> {
    checkPassword(account.password, [account.email.trim(), account.name]);
    return await this.#accounts.insert(account, await hash(preparePassword(account.password), cost));
  }

  async find(id: string): Promise<Account | null> {
    return await this.#accounts.find(id);
  }

  async findByEmail(email: string): Promise<Account | null> {
    return (await this.#accounts.findByEmail(email))?.account ?? null;
  }

  async verifyPassword(email: string, password: string): Promise<Account | null> {
    const entry = await this.#accounts.findByEmail(email);
    const fits = password.length <= longestPassword;
    const right = await verify(
      entry?.passwordHash ?? (await this.#decoy),
      fits ? preparePassword(password) : '',
    );
    return entry && right && fits ? entry.account : null;
  }

  async confirm(id: string): Promise<void> {
    await this.#accounts.confirm(id);
  }

  async setPassword(id: string, password: string): Promise<void> {
    const account = await this.find(id);
    checkPassword(password, account ? [account.email, account.name] : []);
    await this.#accounts.setPasswordHash(id, await hash(preparePassword(password), cost));
  }
}
