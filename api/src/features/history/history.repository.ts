import type { Knex } from '../../db/connect.ts';

export interface WatchRecord {
  readonly videoId: string;
  readonly positionMs: number;
  readonly watchedAt: Date;
}

interface Row {
  video_id: string;
  position_ms: string | number;
  watched_at: Date;
}

/** One row a person and video. */
export class HistoryRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async put(personId: string, videoId: string, positionMs: number): Promise<WatchRecord> {
    const [row] = await this.#knex('watch_history')
      .insert({
        person_id: personId,
        video_id: videoId,
        position_ms: positionMs,
        watched_at: this.#knex.raw(`date_trunc('milliseconds', now())`),
      })
      .onConflict(['person_id', 'video_id'])
      .merge(['position_ms', 'watched_at'])
      .returning<Row[]>('*');
    if (!row) throw new Error('an insert that merges returned nothing');
    return toRecord(row);
  }

  async find(personId: string, videoId: string): Promise<WatchRecord | null> {
    const row = await this.#knex('watch_history')
      .where({ person_id: personId, video_id: videoId })
      .first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** Newest first; one row more than the limit, to tell whether there are more. */
  async list(
    personId: string,
    before: readonly [watchedAt: string, videoId: string] | undefined,
    limit: number,
  ): Promise<WatchRecord[]> {
    const query = this.#knex('watch_history')
      .where({ person_id: personId })
      .orderBy([
        { column: 'watched_at', order: 'desc' },
        { column: 'video_id', order: 'desc' },
      ])
      .limit(limit + 1);
    if (before) query.whereRaw('(watched_at, video_id) < (?::timestamptz, ?::uuid)', [...before]);
    return (await query.select<Row[]>('*')).map(toRecord);
  }

  async delete(personId: string, videoId: string): Promise<void> {
    await this.#knex('watch_history').where({ person_id: personId, video_id: videoId }).delete();
  }

  async clear(personId: string): Promise<void> {
    await this.#knex('watch_history').where({ person_id: personId }).delete();
  }
}

const toRecord = (row: Row): WatchRecord => ({
  videoId: row.video_id,
  positionMs: Number(row.position_ms),
  watchedAt: row.watched_at,
});
