import { type Account, IdentityError } from '../ports/identity.ts';

/** The part of `pg.Pool` that is used. */
export interface Queryable {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

interface Row {
  id: string;
  email: string;
  name: string;
  password_hash: string | null;
  confirmed_at: Date | null;
}

/** Beside the account, its hash; null where its password is kept elsewhere. */
export interface AccountEntry {
  readonly account: Account;
  readonly passwordHash: string | null;
}

const columns = 'id, email, name, password_hash, confirmed_at';
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** SQLSTATE. */
const uniqueViolation = '23505';

/** Who has an account, in the table `account` of Postgres. Addresses are unique whatever their case. */
export class AccountDirectory {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Throws `email_taken`. */
  async insert(
    {
      id,
      email,
      name,
      confirmed = false,
    }: { id: string; email: string; name: string; confirmed?: boolean | undefined },
    passwordHash: string | null,
  ): Promise<Account> {
    try {
      const entry = await this.#one(
        `insert into account (id, email, name, password_hash, confirmed_at)
         values ($1, $2, $3, $4, case when $5::boolean then now() end) returning ${columns}`,
        [id, email.trim(), name, passwordHash, confirmed],
      );
      if (entry) return entry.account;
    } catch (error) {
      if ((error as { code?: string }).code !== uniqueViolation) throw error;
    }
    throw new IdentityError('email_taken', 'An account with this address exists');
  }

  async find(id: string): Promise<Account | null> {
    if (!uuid.test(id)) return null;
    return (await this.#one(`select ${columns} from account where id = $1`, [id]))?.account ?? null;
  }

  async findByEmail(email: string): Promise<AccountEntry | null> {
    return await this.#one(`select ${columns} from account where lower(email) = lower($1)`, [email.trim()]);
  }

  async confirm(id: string): Promise<void> {
    await this.#db.query('update account set confirmed_at = coalesce(confirmed_at, now()) where id = $1', [
      id,
    ]);
  }

  async setPasswordHash(id: string, hash: string): Promise<void> {
    await this.#db.query('update account set password_hash = $2 where id = $1', [id, hash]);
  }

  async remove(id: string): Promise<void> {
    await this.#db.query('delete from account where id = $1', [id]);
  }

  async #one(text: string, values: unknown[]): Promise<AccountEntry | null> {
    const { rows } = await this.#db.query(text, values);
    const row = rows[0] as Row | undefined;
    if (!row) return null;
    const { id, email, name, password_hash: passwordHash, confirmed_at } = row;
    return { account: { id, email, name, confirmed: confirmed_at !== null }, passwordHash };
  }
}
