import type { Knex } from '../../db/connect.ts';
import type { VideoRecord } from '../videos/video-record.ts';

/** The media of a video that rests, or is on the way there or back. */
export interface ArchivedLadder {
  readonly videoId: string;
  readonly ownerId: string;
  readonly keys: readonly string[];
  /** Null until somebody asks for it back. */
  readonly readyAt: Date | null;
}

export interface Rest {
  readonly keys: readonly string[];
  /** When the last right to read ends that was given before. */
  readonly leavesAt: Date;
  /** Somebody who watched since then may be watching still. */
  readonly quietSince: Date;
}

interface Row {
  video_id: string;
  owner_id: string;
  keys: string[];
  ready_at: Date | null;
}

/** Any constant will do, as long as nobody else uses it. */
const lockSpace = 7_104_202;
/** Well below the time after which the database ends a transaction in which nothing happens. */
const beatMs = 4_000;

/** Where ladders are. Each change holds only from the state that it expects, so that two processes cannot both make it. */
export class LaddersRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Ids of videos that nobody watched, and that did not change, for so many days; least lately watched first. */
  async listIdle(days: number, limit: number): Promise<string[]> {
    const age = `now() - ? * interval '1 day'`;
    return this.#knex('video')
      .where({ status: 'ready' })
      .whereNull('deleted_at')
      .whereNot('visibility', 'scheduled')
      .whereRaw(`coalesce(viewed_at, created_at) < ${age}`, [days])
      .whereRaw(`greatest(created_at, progress_at, publish_at) < ${age}`, [days])
      .orderByRaw('coalesce(viewed_at, created_at)')
      .limit(limit)
      .pluck('id');
  }

  /** False when it is not what it was, is being worked on, or was watched lately. */
  async rest(
    { id, publication, whole }: VideoRecord,
    { keys, leavesAt, quietSince }: Rest,
  ): Promise<boolean> {
    return this.#knex.transaction(async (trx) => {
      const count = await trx('video')
        .where({ id, status: 'ready', source_then_encode: false })
        .whereNot('poster_state', 'making')
        .whereNotExists(trx('transcription').where({ video_id: id, state: 'working' }))
        .whereNull('deleted_at')
        .whereRaw('(viewed_at is null or viewed_at < ?)', [quietSince])
        .whereRaw(`publication ->> 'prefix' = ?`, [publication?.prefix ?? ''])
        .whereRaw(`whole ->> 'prefix' is not distinct from ?`, [whole?.prefix ?? null])
        .update({ status: 'archived', ...touched(trx) });
      if (count === 0) return false;
      // What another publication left there stays listed, so that it is removed one day.
      await trx('archived_ladder')
        .insert({ video_id: id, keys: [...keys], leaves_at: leavesAt })
        .onConflict('video_id')
        .merge({
          keys: trx.raw(
            '(select array_agg(distinct key) from unnest(archived_ladder.keys || excluded.keys) key)',
          ),
          leaves_at: leavesAt,
          left_at: null,
          ready_at: null,
        });
      return true;
    });
  }

  async find(videoId: string): Promise<ArchivedLadder | null> {
    const row = await this.#present()
      .where({ video_id: videoId })
      .select('archived_ladder.*', 'video.owner_id')
      .first<Row | undefined>();
    return row ? toLadder(row) : null;
  }

  /** Those whose time to leave has come, and that have not left. */
  async listLeaving(limit: number): Promise<string[]> {
    const due = this.#present().whereNull('left_at').whereNull('ready_at').whereRaw('leaves_at <= now()');
    return due.orderBy('leaves_at').limit(limit).pluck('video_id');
  }

  async markLeft(videoId: string): Promise<void> {
    await this.#knex('archived_ladder')
      .where({ video_id: videoId })
      .whereNull('ready_at')
      .update({ left_at: this.#knex.fn.now() });
  }

  /** The first who asks says when it is ready. */
  async markRestoring(videoId: string, readyAt: Date): Promise<void> {
    await this.#knex.transaction(async (trx) => {
      const count = await trx('archived_ladder')
        .where({ video_id: videoId })
        .whereNull('ready_at')
        .update({ ready_at: readyAt });
      if (count > 0) await changeStatus(trx, videoId, 'restoring');
    });
  }

  /** It takes longer than was thought. */
  async postpone(videoId: string, readyAt: Date): Promise<void> {
    await this.#knex.transaction(async (trx) => {
      await trx('archived_ladder')
        .where({ video_id: videoId })
        .whereNotNull('ready_at')
        .update({ ready_at: readyAt });
      await changeStatus(trx, videoId, 'restoring');
    });
  }

  /** The archive has some of it, whatever was expected; whether it has all, it will be asked. False when nobody waits. */
  async bringForward(videoId: string): Promise<boolean> {
    const count = await this.#knex('archived_ladder')
      .where({ video_id: videoId })
      .whereNotNull('ready_at')
      .update({ ready_at: this.#knex.fn.now() });
    return count > 0;
  }

  /** Restores whose time has come. */
  async listDue(limit: number): Promise<string[]> {
    const due = this.#present().whereRaw('ready_at <= now()');
    return due.orderBy('ready_at').limit(limit).pluck('video_id');
  }

  /** All of it is back. Who asked is about to watch it: that counts as a view. False when another process was faster. */
  async markRestored(videoId: string): Promise<boolean> {
    return this.#knex.transaction(async (trx) => {
      const count = await trx('archived_ladder')
        .where({ video_id: videoId })
        .whereNotNull('ready_at')
        .delete();
      if (count === 0) return false;
      await trx('video').where({ id: videoId }).update({ viewed_at: trx.fn.now() });
      await changeStatus(trx, videoId, 'ready');
      return true;
    });
  }

  /** Of a video that has gone on to another publication: no longer kept. */
  async forget(videoId: string, keys: readonly string[]): Promise<void> {
    await this.#knex.transaction(async (trx) => {
      await trx('archived_ladder')
        .where({ video_id: videoId })
        .update({ keys: trx.raw('array(select unnest(keys) except select unnest(?::text[]))', [[...keys]]) });
      await trx('archived_ladder').where({ video_id: videoId, keys: '{}' }).delete();
    });
  }

  /**
   * Runs the work unless some process is at work on the objects of this video already; a killed one is not. `beat`
   * resolves while that holds, and rejects once it does not: nothing may be moved after that.
   */
  async alone(videoId: string, work: (beat: () => Promise<void>) => Promise<void>): Promise<void> {
    await this.#knex.transaction(async (trx) => {
      const query = 'select pg_try_advisory_xact_lock(?, hashtext(?)) as mine';
      const { rows } = await trx.raw<{ rows: { mine: boolean }[] }>(query, [lockSpace, videoId]);
      if (!rows[0]?.mine) return;
      const beat = async (): Promise<void> => {
        await trx.raw('select 1');
      };
      const timer = setInterval(() => void beat().catch(() => undefined), beatMs);
      try {
        await work(beat);
      } finally {
        clearInterval(timer);
      }
    });
  }

  /** Those of videos that are not deleted. */
  #present(): Knex.QueryBuilder {
    return this.#knex('archived_ladder')
      .join('video', 'video.id', 'archived_ladder.video_id')
      .whereNull('video.deleted_at');
  }
}

/** Between resting and ready; a video that is being encoded keeps saying so. */
const changeStatus = async (trx: Knex, id: string, status: 'ready' | 'restoring'): Promise<void> => {
  const resting = trx.raw(`case when status in ('archived', 'restoring') then ? else status end`, [status]);
  await trx('video')
    .where({ id })
    .update({ status: resting, ...touched(trx) });
};

const touched = (knex: Knex): Record<string, unknown> => ({
  version: knex.raw('version + 1'),
  updated_at: knex.fn.now(),
});

const toLadder = (row: Row): ArchivedLadder => ({
  videoId: row.video_id,
  ownerId: row.owner_id,
  keys: row.keys,
  readyAt: row.ready_at,
});
