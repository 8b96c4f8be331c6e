import { randomBytes } from 'node:crypto';

import { hash, verify } from '@node-rs/argon2';

import type { Account, Identity } from '../ports/identity.ts';
import { IdentityError } from '../ports/identity.ts';
import { isGuessable } from './password-policy.ts';

/** argon2id with OWASP's parameters: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const longestPassword = 1024;

/** The part of `pg.Pool` that is used. */
export interface Queryable {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

interface Row {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  confirmed_at: Date | null;
}

const columns = 'id, email, name, password_hash, confirmed_at';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Accounts in Postgres (table `account`), passwords as argon2id hashes. */
export class LocalIdentity implements Identity {
  readonly #db: Queryable;
  /** Verified against when there is no such account, so that both answers take as long. */
  readonly #decoy = hash(randomBytes(16), cost);

  constructor(db: Queryable) {
    this.#db = db;
  }

  async create(account: {
    id: string;
    email: string;
    name: string;
    password: string;
    confirmed?: boolean;
  }): Promise<Account> {
    const { id, name, password, confirmed = false } = account;
    const email = account.email.trim();
    const passwordHash = await hashed(password, [email, name]);
    try {
      const row = await this.#one(
        `insert into account (id, email, name, password_hash, confirmed_at)
         values ($1, $2, $3, $4, case when $5::boolean then now() end) returning ${columns}`,
        [id, email, name, passwordHash, confirmed],
      );
      if (row) return toAccount(row);
    } catch (error) {
      if ((error as { code?: string }).code !== uniqueViolation) throw error;
    }
    throw new IdentityError('email_taken', 'An account with this address exists');
  }

  async find(id: string): Promise<Account | null> {
    if (!uuid.test(id)) return null;
    const row = await this.#one(`select ${columns} from account where id = $1`, [id]);
    return row && toAccount(row);
  }

  async findByEmail(email: string): Promise<Account | null> {
    const row = await this.#byEmail(email);
    return row && toAccount(row);
  }

  async verifyPassword(email: string, password: string): Promise<Account | null> {
    const row = await this.#byEmail(email);
    const fits = password.length <= longestPassword;
    const right = await verify(row?.password_hash ?? (await this.#decoy), fits ? prepare(password) : '');
    return row && right && fits ? toAccount(row) : null;
  }

  async confirm(id: string): Promise<void> {
    await this.#db.query('update account set confirmed_at = coalesce(confirmed_at, now()) where id = $1', [
      id,
    ]);
  }

  async setPassword(id: string, password: string): Promise<void> {
    const account = await this.find(id);
    const passwordHash = await hashed(password, account ? [account.email, account.name] : []);
    await this.#db.query('update account set password_hash = $2 where id = $1', [id, passwordHash]);
  }

  #byEmail(email: string): Promise<Row | null> {
    return this.#one(`select ${columns} from account where lower(email) = lower($1)`, [email.trim()]);
  }

  async #one(text: string, values: unknown[]): Promise<Row | null> {
    const { rows } = await this.#db.query(text, values);
    return (rows[0] as Row | undefined) ?? null;
  }
}

/** SQLSTATE. */
const uniqueViolation = '23505';

/** The same characters, however a keyboard composed them, are the same password. */
const prepare = (password: string): string => password.normalize('NFKC');

const hashed = async (password: string, personal: readonly string[]): Promise<string> => {
  if (password.length > longestPassword || isGuessable(password, personal)) {
    throw new IdentityError(
      'password_too_weak',
      'The password is too short, too common or taken from the account',
    );
  }
  return hash(prepare(password), cost);
};

const toAccount = (row: Row): Account => ({
  id: row.id,
  email: row.email,
  name: row.name,
  confirmed: row.confirmed_at !== null,
});
