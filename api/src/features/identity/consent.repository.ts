import type { Scope } from '@vidkit/contracts/operations';
import type { Knex } from '../../db/connect.ts';

/** What people have allowed sites to do in their name. Outlives sessions, so that each site asks once. */
export class ConsentRepository {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Adds to what was allowed before. */
  async remember(accountId: string, clientId: string, scopes: readonly Scope[]): Promise<void> {
    await this.#db.raw(
      `insert into site_consent (account_id, client_id, scopes) values (:accountId, :clientId, :scopes)
       on conflict (account_id, client_id) do update set granted_at = now(), scopes =
         array(select distinct unnest(site_consent.scopes || excluded.scopes) order by 1)`,
      { accountId, clientId, scopes: [...scopes] },
    );
  }

  async find(accountId: string, clientId: string): Promise<readonly Scope[]> {
    const row = await this.#db('site_consent')
      .where({ account_id: accountId, client_id: clientId })
      .select('scopes')
      .first<{ scopes: Scope[] } | undefined>();
    return row?.scopes ?? [];
  }
}
