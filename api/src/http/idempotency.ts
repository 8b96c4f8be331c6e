import type { Knex } from '../db/connect.ts';
import { AppError } from './app-error.ts';

export interface IdempotentCall {
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly resourceId: string;
}

interface Row {
  body_hash: string;
  resource_id: string;
  response: string | null;
  locked: boolean;
}

/** A call whose process died is taken over after this long. */
const takeoverSeconds = 30;

/**
 * `Idempotency-Key`: one key of one caller has one effect. The row keeps the id of the resource to be made, so
 * that a call which died half-way is repeated with the same id and finds its own work.
 */
export class Idempotency {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async run(
    call: IdempotentCall,
    effect: (resourceId: string) => Promise<unknown>,
  ): Promise<{ body: unknown; replayed: boolean }> {
    const begun = await this.#begin(call);
    if (begun.response !== null) return { body: JSON.parse(begun.response), replayed: true };
    try {
      const body = await effect(begun.resourceId);
      await this.#rows(call).update({ response: JSON.stringify(body ?? null), locked_at: null });
      return { body, replayed: false };
    } catch (error) {
      // Only successes are stored: after a refusal or a fault the same key may try again.
      await this.#rows(call).update({ locked_at: null });
      throw error;
    }
  }

  /** Forgets keys older than a day. */
  async sweep(): Promise<void> {
    await this.#knex('idempotency').whereRaw(`created_at < now() - interval '24 hours'`).delete();
  }

  async #begin(call: IdempotentCall): Promise<{ resourceId: string; response: string | null }> {
    const inserted = await this.#knex('idempotency')
      .insert({
        caller: call.caller,
        operation: call.operation,
        key: call.key,
        body_hash: call.bodyHash,
        resource_id: call.resourceId,
        locked_at: this.#knex.fn.now(),
      })
      .onConflict(['caller', 'operation', 'key'])
      .ignore()
      .returning('key');
    if (inserted.length > 0) return { resourceId: call.resourceId, response: null };

    const row = (await this.#rows(call)
      .select('body_hash', 'resource_id', 'response')
      .select(
        this.#knex.raw(`coalesce(locked_at > now() - ? * interval '1 second', false) as locked`, [
          takeoverSeconds,
        ]),
      )
      .first()) as Row | undefined;
    if (!row) return this.#begin(call);
    if (row.body_hash !== call.bodyHash) throw new AppError('idempotency_mismatch');
    if (row.response !== null) return { resourceId: row.resource_id, response: row.response };
    const taken =
      !row.locked &&
      (await this.#rows(call)
        .whereRaw(`(locked_at is null or locked_at <= now() - ? * interval '1 second')`, [takeoverSeconds])
        .update({ locked_at: this.#knex.fn.now() })) === 1;
    if (!taken) throw new AppError('idempotency_in_progress', undefined, { headers: { 'retry-after': '1' } });
    return { resourceId: row.resource_id, response: null };
  }

  #rows(call: IdempotentCall): Knex.QueryBuilder {
    return this.#knex('idempotency').where({ caller: call.caller, operation: call.operation, key: call.key });
  }
}
