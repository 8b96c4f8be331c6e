import type { Knex } from '../../db/connect.ts';
import type { Sealed } from './seal.ts';

export interface StoredFactor {
  readonly sealed: Sealed;
  /** Whether a first code has shown that the authenticator has it. */
  readonly confirmed: boolean;
}

interface Row {
  account_id: string;
  sealed: string;
  sealed_by: string;
  confirmed_at: Date | null;
}

/** What people's second codes are made of, and the codes for the day on which that is lost. */
export class SecondFactorRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** A new one in place of one that was never confirmed; false where one is in use. */
  async begin(accountId: string, { text, by }: Sealed): Promise<boolean> {
    const { rowCount } = await this.#knex.raw<{ rowCount: number }>(
      `insert into second_factor (account_id, sealed, sealed_by) values (?, ?, ?)
       on conflict (account_id) do update set sealed = excluded.sealed, sealed_by = excluded.sealed_by, last_step = 0
       where second_factor.confirmed_at is null`,
      [accountId, text, by],
    );
    return rowCount === 1;
  }

  async find(accountId: string): Promise<StoredFactor | null> {
    const row = await this.#knex('second_factor').where({ account_id: accountId }).first<Row | undefined>();
    return row
      ? { sealed: { text: row.sealed, by: row.sealed_by }, confirmed: row.confirmed_at !== null }
      : null;
  }

  /** True for the first use of a half minute's code; all before it are used up with it. */
  async useStep(accountId: string, step: number): Promise<boolean> {
    const used = await this.#knex('second_factor')
      .where({ account_id: accountId })
      .where('last_step', '<', step)
      .update({ last_step: step });
    return used === 1;
  }

  /** Puts it to use, with new codes for the day on which it is lost. False where another one was begun meanwhile. */
  async confirm(accountId: string, { text }: Sealed, hashes: readonly string[]): Promise<boolean> {
    return this.#knex.transaction(async (trx) => {
      const confirmed = await trx('second_factor')
        .where({ account_id: accountId, sealed: text })
        .whereNull('confirmed_at')
        .update({ confirmed_at: trx.fn.now() });
      if (confirmed === 0) return false;
      await trx('recovery_code').where({ account_id: accountId }).delete();
      await trx('recovery_code').insert(hashes.map((hash) => ({ account_id: accountId, hash })));
      return true;
    });
  }

  /** True for the first use of a code. */
  async useRecoveryCode(accountId: string, hash: string): Promise<boolean> {
    const used = await this.#knex('recovery_code')
      .where({ account_id: accountId, hash })
      .whereNull('used_at')
      .update({ used_at: this.#knex.fn.now() });
    return used === 1;
  }

  async countRecoveryCodes(accountId: string): Promise<number> {
    const row = await this.#knex('recovery_code')
      .where({ account_id: accountId })
      .whereNull('used_at')
      .count<{ count: number | string }[]>('* as count')
      .first();
    return Number(row?.count ?? 0);
  }

  async remove(accountId: string): Promise<void> {
    await this.#knex.transaction(async (trx) => {
      await trx('recovery_code').where({ account_id: accountId }).delete();
      await trx('second_factor').where({ account_id: accountId }).delete();
    });
  }

  /** Those that are sealed by another key than this one. */
  async listSealedOtherwise(by: string, limit: number): Promise<{ accountId: string; sealed: Sealed }[]> {
    const rows = await this.#knex('second_factor')
      .whereNot({ sealed_by: by })
      // Others each time, so that some that cannot be opened do not keep the rest from being sealed anew.
      .orderByRaw('random()')
      .limit(limit)
      .select<Row[]>('*');
    return rows.map((row) => ({
      accountId: row.account_id,
      sealed: { text: row.sealed, by: row.sealed_by },
    }));
  }

  /** Unless it was changed since. */
  async reseal(accountId: string, old: Sealed, { text, by }: Sealed): Promise<void> {
    await this.#knex('second_factor')
      .where({ account_id: accountId, sealed: old.text })
      .update({ sealed: text, sealed_by: by });
  }
}
