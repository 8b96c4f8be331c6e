import { createHash, randomBytes } from 'node:crypto';

import type { Knex } from '../../db/connect.ts';

export type LinkPurpose = 'confirm' | 'reset';

export interface OneTimeLink {
  readonly accountId: string;
  /** The sign-in that waits for it. */
  readonly interactionUid: string | null;
  /** Hash of the browser that asked for it. */
  readonly browser: string | null;
  readonly used: boolean;
}

interface Row {
  account_id: string;
  interaction_uid: string | null;
  browser_hash: string | null;
  used_at: Date | null;
}

/** Links that prove an address. Only hashes of their tokens are stored. */
export class OneTimeLinkRepository {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Makes a link and ends the earlier ones of the same purpose, so that only the newest mail counts. */
  async create(
    link: { purpose: LinkPurpose; accountId: string; interactionUid: string | null; browser: string | null },
    lifeSeconds: number,
  ): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.#db.transaction(async (trx) => {
      await trx('one_time_link')
        .where({ purpose: link.purpose, account_id: link.accountId })
        .whereNull('used_at')
        .delete();
      await trx('one_time_link').insert({
        token_hash: hash(token),
        purpose: link.purpose,
        account_id: link.accountId,
        interaction_uid: link.interactionUid,
        browser_hash: link.browser,
        expires_at: trx.raw('now() + make_interval(secs => ?)', [lifeSeconds]),
      });
    });
    return token;
  }

  /** A link that has not expired, used or not. */
  async find(purpose: LinkPurpose, token: string): Promise<OneTimeLink | null> {
    const row = await this.#db('one_time_link')
      .where({ token_hash: hash(token), purpose })
      .whereRaw('expires_at > now()')
      .select('account_id', 'interaction_uid', 'browser_hash', 'used_at')
      .first<Row | undefined>();
    if (!row) return null;
    return {
      accountId: row.account_id,
      interactionUid: row.interaction_uid,
      browser: row.browser_hash,
      used: row.used_at !== null,
    };
  }

  /** True for the one caller that used it. */
  async use(purpose: LinkPurpose, token: string): Promise<boolean> {
    const changed = await this.#db('one_time_link')
      .where({ token_hash: hash(token), purpose })
      .whereNull('used_at')
      .whereRaw('expires_at > now()')
      .update({ used_at: this.#db.fn.now() });
    return changed === 1;
  }

  /** Whose address was proven for this sign-in, asked by the browser that signed up. */
  async confirmedAccount(interactionUid: string, browser: string): Promise<string | null> {
    const row = await this.#db('one_time_link')
      .where({ purpose: 'confirm', interaction_uid: interactionUid, browser_hash: browser })
      .whereNotNull('used_at')
      .orderBy('used_at', 'desc')
      .select('account_id')
      .first<Pick<Row, 'account_id'> | undefined>();
    return row?.account_id ?? null;
  }
}

const hash = (token: string): string => createHash('sha256').update(token).digest('base64url');
