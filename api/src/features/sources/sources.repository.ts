import type { Knex } from '../../db/connect.ts';

export interface Resting {
  readonly id: string;
  readonly ownerId: string;
  readonly sourceKey: string;
}

interface Row {
  id: string;
  owner_id: string;
  source_key: string;
}

/** Where originals are. Each change holds only from the state that it expects, so that two processes cannot both make it. */
export class SourcesRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async markUsed(id: string): Promise<void> {
    await this.#knex('video').where({ id }).update({ source_used_at: this.#knex.fn.now() });
  }

  /** `thenEncode` once wished stays, however often a restore is asked for. */
  async markRestoring(id: string, readyAt: Date, thenEncode: boolean): Promise<void> {
    await this.#knex('video')
      .where({ id })
      .whereIn('source_state', ['archived', 'restoring'])
      .update({
        source_state: 'restoring',
        source_ready_at: this.#knex.raw('coalesce(source_ready_at, ?)', [readyAt]),
        source_then_encode: this.#knex.raw('source_then_encode or ?', [thenEncode]),
        ...this.#touched(),
      });
  }

  /** Whether to encode now; null when another process was faster. */
  async markRestored(id: string): Promise<{ thenEncode: boolean } | null> {
    return this.#knex.transaction(async (trx) => {
      const row = await trx('video')
        .where({ id, source_state: 'restoring' })
        .forUpdate()
        .first<{ source_then_encode: boolean } | undefined>('source_then_encode');
      if (!row) return null;
      await trx('video')
        .where({ id })
        .update({
          source_state: 'stored',
          source_ready_at: null,
          source_then_encode: false,
          source_used_at: trx.fn.now(),
          ...this.#touched(),
        });
      return { thenEncode: row.source_then_encode };
    });
  }

  /** False when it was known, or another file is the source by now. */
  async markMissing(id: string, sourceKey: string): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id, source_key: sourceKey })
      .whereNot('source_state', 'missing')
      .update({ source_state: 'missing', source_ready_at: null, ...this.#touched() });
    return count > 0;
  }

  /** The archive says that it is there, whatever was expected. False when nobody waits for it. */
  async bringForward(sourceKey: string): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ source_key: sourceKey, source_state: 'restoring' })
      .update({ source_ready_at: this.#knex.fn.now() });
    return count > 0;
  }

  /** Restores whose time has come. */
  async listDue(limit: number): Promise<Resting[]> {
    const rows = await this.#knex('video')
      .where('source_state', 'restoring')
      .whereNull('deleted_at')
      .whereRaw('source_ready_at <= now()')
      .orderBy('source_ready_at')
      .limit(limit)
      .select<Row[]>('id', 'owner_id', 'source_key');
    return rows.map(toResting);
  }

  /** Marks as archived what nobody watched and nobody needed for so many days, least lately watched first. */
  async rest(days: number, limit: number): Promise<Resting[]> {
    const idle = this.#knex('video')
      .where({ source_state: 'stored' })
      .whereIn('status', ['ready', 'archived'])
      .whereNull('deleted_at')
      .whereNotNull('source_key')
      .whereRaw(`coalesce(viewed_at, created_at) < now() - ? * interval '1 day'`, [days])
      .whereRaw(`coalesce(source_used_at, created_at) < now() - ? * interval '1 day'`, [days])
      .orderByRaw('coalesce(viewed_at, created_at)')
      .limit(limit)
      .select('id')
      .forUpdate()
      .skipLocked();
    const rows = await this.#knex('video')
      .whereIn('id', idle)
      .update({ source_state: 'archived', ...this.#touched() })
      .returning<Row[]>(['id', 'owner_id', 'source_key']);
    return rows.map(toResting);
  }

  #touched(): Record<string, unknown> {
    return { version: this.#knex.raw('version + 1'), updated_at: this.#knex.fn.now() };
  }
}

const toResting = (row: Row): Resting => ({
  id: row.id,
  ownerId: row.owner_id,
  sourceKey: row.source_key,
});
