import type { ViewRecord } from '@vidkit/contracts/events/view-record';
import { countViews } from '@vidkit/platform/metrics/count-views';
import { checkRecords, type EventStream } from '@vidkit/platform/ports/event-stream';

import type { Knex } from '../../db/connect.ts';
import type { MetricsRepository } from '../metrics/metrics.repository.ts';

interface StoredName {
  view_id: string;
  seq: number;
}

/** Events of views, one row each, counted in the same transaction. An event that is stored already counts nothing. */
export class EventsRepository implements EventStream {
  readonly #knex: Knex;
  readonly #metrics: MetricsRepository;

  constructor(knex: Knex, metrics: MetricsRepository) {
    this.#knex = knex;
    this.#metrics = metrics;
  }

  async put(records: readonly ViewRecord[]): Promise<void> {
    checkRecords(records);
    const rows = records.flatMap(({ view, videoId, receivedAt, events }) =>
      events.map(({ seq, type, at, position, ...data }) => ({
        view_id: view,
        seq,
        video_id: videoId,
        day: receivedAt.slice(0, 10),
        type,
        at_ms: at,
        position_ms: position,
        data: JSON.stringify(data),
      })),
    );
    if (rows.length === 0) return;
    await this.#knex.transaction(async (trx) => {
      const stored = await trx('view_event')
        .insert(rows)
        .onConflict(['view_id', 'seq'])
        .ignore()
        .returning<StoredName[]>(['view_id', 'seq']);
      const isNew = new Set(stored.map(({ view_id, seq }) => `${view_id} ${seq}`));
      const fresh = records.map((record) => ({
        ...record,
        events: record.events.filter(({ seq }) => isNew.has(`${record.view} ${seq}`)),
      }));
      await this.#metrics.add(trx, countViews(fresh));
    });
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
