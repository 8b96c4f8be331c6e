import {
  type CounterDelta,
  counterNames,
  type Counters,
  type DayCounters,
  type MetricsReader,
} from '@vidkit/platform/ports/metrics-store';

import type { Knex } from '../../db/connect.ts';

const columns = {
  views: 'views',
  failedStarts: 'failed_starts',
  watchedMs: 'watched_ms',
  completions: 'completions',
  rebuffers: 'rebuffers',
  rebufferMs: 'rebuffer_ms',
  errors: 'errors',
} as const satisfies Record<keyof Counters, string>;

/** Counters of videos, one row for each day that has any. */
export class MetricsRepository implements MetricsReader {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Part of the transaction that stores what was counted, so that neither is there without the other. */
  async add(trx: Knex, deltas: readonly CounterDelta[]): Promise<void> {
    if (deltas.length === 0) return;
    // In one order for all, so that no two wait for each other.
    const rows = [...deltas]
      .sort((a, b) => (`${a.videoId}${a.day}` < `${b.videoId}${b.day}` ? -1 : 1))
      .map((delta) => ({
        video_id: delta.videoId,
        day: delta.day,
        ...Object.fromEntries(counterNames.map((name) => [columns[name], delta[name]])),
      }));
    const sums = counterNames.map((name) => columns[name]);
    await trx('video_metric')
      .insert(rows)
      .onConflict(['video_id', 'day'])
      .merge(
        Object.fromEntries(
          sums.map((column) => [column, trx.raw(`video_metric.${column} + excluded.${column}`)]),
        ),
      );
  }

  async read(videoId: string, { from, to }: { from: string; to: string }): Promise<DayCounters[]> {
    const rows = await this.#knex('video_metric')
      .where({ video_id: videoId })
      .whereRaw('day between ?::date and ?::date', [from, to])
      .orderBy('day')
      .select<Record<string, number | string>[]>(
        this.#knex.raw(`to_char(day, 'YYYY-MM-DD') as name`),
        ...Object.values(columns),
      );
    return rows.map((row) => ({ day: String(row['name']), ...countersOf(row) }));
  }

  /** Removes up to `limit` rows of days that are longer ago. Returns how many there were. */
  async removeOlderThan(days: number, limit: number): Promise<number> {
    const { rowCount } = await this.#knex.raw<{ rowCount: number }>(
      `delete from video_metric where (video_id, day) in (
         select video_id, day from video_metric
         where day < (now() at time zone 'utc')::date - ?::integer
         limit ?)`,
      [Math.ceil(days), limit],
    );
    return rowCount;
  }
}

const countersOf = (row: Record<string, number | string>): Counters =>
  Object.fromEntries(counterNames.map((name) => [name, Number(row[columns[name]])])) as Record<
    keyof Counters,
    number
  >;
