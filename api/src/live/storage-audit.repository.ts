import type { Publication } from '@vidkit/contracts/events/media';
import type { MadePoster } from '@vidkit/contracts/events/poster';
import type { SourceState, VideoStatus } from '@vidkit/contracts/schemas/video';

import type { Knex } from '../db/connect.ts';

/** A video as far as its objects are concerned. Deleted ones too: their objects stay until they are purged. */
export interface AuditedVideo {
  readonly id: string;
  readonly ownerId: string;
  readonly status: VideoStatus;
  readonly deleted: boolean;
  readonly publication: Publication | null;
  /** Of all of the source, kept beside what was cut from it. */
  readonly whole: Publication | null;
  /** Number of the running or last encode. */
  readonly encode: number;
  /** When it was last published, or its encode last heard of. */
  readonly progressAt: Date | null;
  readonly poster: MadePoster | null;
  /** Of the last choice of a poster, which may be being made. */
  readonly posterNumber: number;
  readonly sourceKey: string | null;
  readonly sourceState: SourceState;
  /** Media that rests, or is on the way there or back. */
  readonly restingKeys: readonly string[];
}

interface Row {
  id: string;
  owner_id: string;
  status: VideoStatus;
  deleted: boolean;
  publication: Publication | null;
  whole: Publication | null;
  encode: number;
  progress_at: Date | null;
  poster: MadePoster | null;
  poster_number: number;
  source_key: string | null;
  source_state: SourceState;
  resting_keys: string[] | null;
}

/** What the rows say of objects, for comparing the two. */
export class StorageAuditRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(ids: readonly string[]): Promise<AuditedVideo[]> {
    return (await this.#select().whereIn('id', [...ids])).map(toVideo);
  }

  /** In order of id, after the given one. */
  async list(after: string | null, limit: number): Promise<AuditedVideo[]> {
    const query = this.#select().orderBy('id').limit(limit);
    if (after !== null) query.where('id', '>', after);
    return (await query).map(toVideo);
  }

  /** Which of these keys some video or some upload that may still complete calls its own, and where it should be. */
  async ownedKeys(keys: readonly string[]): Promise<Map<string, SourceState>> {
    const videos = await this.#knex('video')
      .whereIn('source_key', [...keys])
      .select<{ source_key: string; source_state: SourceState }[]>('source_key', 'source_state');
    const uploads = await this.#knex('upload')
      .whereIn('storage_key', [...keys])
      .whereIn('state', ['open', 'completing'])
      .select<{ storage_key: string }[]>('storage_key');
    return new Map([
      ...uploads.map(({ storage_key }) => [storage_key, 'stored'] as const),
      ...videos.map(({ source_key, source_state }) => [source_key, source_state] as const),
    ]);
  }

  /** Which of these pictures, that creators brought, still wait to become a poster. */
  async wantedPictures(keys: readonly string[]): Promise<Set<string>> {
    const wanted = await this.#knex('video')
      .where({ poster_state: 'making' })
      .whereRaw(`poster_choice ->> 'key' = any(?)`, [[...keys]])
      .select<{ key: string }[]>(this.#knex.raw(`poster_choice ->> 'key' as key`));
    return new Set(wanted.map(({ key }) => key));
  }

  /** Goes back to the poster of the publication: that of the choice is gone. */
  async forgetPoster(id: string, prefix: string): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id })
      .whereRaw(`poster ->> 'prefix' = ?`, [prefix])
      .update({
        poster: null,
        poster_choice: this.#knex.raw(`case when poster_state = 'ready' then null else poster_choice end`),
        version: this.#knex.raw('version + 1'),
        updated_at: this.#knex.fn.now(),
      });
    return count > 0;
  }

  #select(): Knex.QueryBuilder<object, Row[]> {
    return this.#knex('video').select<Row[]>(
      'id',
      'owner_id',
      'status',
      'publication',
      'whole',
      'encode',
      'progress_at',
      'poster',
      'poster_number',
      'source_key',
      'source_state',
      this.#knex.raw('deleted_at is not null as deleted'),
      this.#knex.raw('(select keys from archived_ladder where video_id = video.id) as resting_keys'),
    ) as Knex.QueryBuilder<object, Row[]>;
  }
}

const toVideo = (row: Row): AuditedVideo => ({
  id: row.id,
  ownerId: row.owner_id,
  status: row.status,
  deleted: row.deleted,
  publication: row.publication,
  whole: row.whole,
  encode: row.encode,
  progressAt: row.progress_at,
  poster: row.poster,
  posterNumber: row.poster_number,
  sourceKey: row.source_key,
  sourceState: row.source_state,
  restingKeys: row.resting_keys ?? [],
});
