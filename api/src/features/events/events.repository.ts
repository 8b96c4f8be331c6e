import type { ViewEvent } from '@vidkit/contracts/schemas/view-event';

import type { Knex } from '../../db/connect.ts';

export interface StoredReport {
  readonly view: string;
  readonly videoId: string;
  readonly events: readonly ViewEvent[];
}

/** Events of views, one row each. */
export class EventsRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** What is stored already stays as it is. */
  async add({ view, videoId, events }: StoredReport): Promise<void> {
    const rows = events.map(({ seq, type, at, position, ...data }) => ({
      view_id: view,
      seq,
      video_id: videoId,
      type,
      at_ms: at,
      position_ms: position,
      data: JSON.stringify(data),
    }));
    await this.#knex('view_event').insert(rows).onConflict(['view_id', 'seq']).ignore();
  }

  /** Removes up to `limit` rows of days that are longer ago. Returns how many there were. */
  async removeOlderThan(days: number, limit: number): Promise<number> {
    const { rowCount } = await this.#knex.raw<{ rowCount: number }>(
      `delete from view_event where (view_id, seq) in (
         select view_id, seq from view_event
         where day < (now() at time zone 'utc')::date - ?::integer
         limit ?)`,
      [Math.ceil(days), limit],
    );
    return rowCount;
  }
}
