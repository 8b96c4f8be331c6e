import { type Publication, publication as publicationSchema } from '@vidkit/contracts/events/media';
import type { Trim } from '@vidkit/contracts/schemas/trim';
import type { MadePoster } from '@vidkit/contracts/events/poster';
import type {
  ProcessingProgress,
  SourceState,
  VideoFailure,
  VideoStatus,
  Visibility,
} from '@vidkit/contracts/schemas/video';

import type { Knex } from '../../db/connect.ts';
import type { VideoRecord } from './video-record.ts';

/** Rows of the first version do not say whether it grows. */
type StoredPublication = Omit<Publication, 'growing'> & Partial<Pick<Publication, 'growing'>>;

interface Row {
  id: string;
  channel_id: string;
  channel_name: string;
  subscribers: number;
  owner_id: string;
  title: string;
  description: string;
  language: string | null;
  visibility: Visibility;
  publish_at: Date | null;
  embed_origins: string[] | null;
  folder: string | null;
  status: VideoStatus;
  failure_code: string | null;
  failure_detail: string | null;
  progress: ProcessingProgress | null;
  encode: number;
  publication: StoredPublication | null;
  trim: Trim | null;
  whole: StoredPublication | null;
  ladder_keys: string[] | null;
  ladder_ready_at: Date | null;
  poster: MadePoster | null;
  source_key: string | null;
  source_state: SourceState;
  source_ready_at: Date | null;
  viewed_at: Date | null;
  file_name: string | null;
  size_bytes: number | null;
  warnings: string[];
  likes: number;
  comments: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export interface NewVideo {
  readonly id: string;
  readonly channelId: string;
  readonly ownerId: string;
  readonly title: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly folder?: string | null;
}

export interface VideoFilter {
  readonly ownerId: string;
  readonly status?: VideoStatus | undefined;
  readonly visibility?: Visibility | undefined;
  readonly folder?: string | undefined;
  readonly q?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface VideoChange {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly language?: string | null | undefined;
  readonly visibility?: Visibility | undefined;
  readonly publishAt?: Date | null | undefined;
  readonly embedOrigins?: readonly string[] | null | undefined;
}

export class VideosRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Runs the work in one transaction, with a repository bound to it. */
  transaction<T>(work: (videos: VideosRepository, trx: Knex) => Promise<T>): Promise<T> {
    return this.#knex.transaction((trx) => work(new VideosRepository(trx), trx));
  }

  /** Does nothing when the id exists: a repeated upload request finds its own draft. */
  async insertUploading(video: NewVideo): Promise<void> {
    await this.#knex('video')
      .insert({
        id: video.id,
        channel_id: video.channelId,
        owner_id: video.ownerId,
        title: video.title,
        status: 'uploading',
        file_name: video.fileName,
        size_bytes: video.sizeBytes,
        folder: video.folder ?? null,
      })
      .onConflict('id')
      .ignore();
  }

  /** Bytes of a file that is still arriving. */
  async setUploadingSize(id: string, sizeBytes: number): Promise<void> {
    await this.#knex('video').where({ id, status: 'uploading' }).update({ size_bytes: sizeBytes });
  }

  async find(id: string): Promise<VideoRecord | null> {
    const row = await this.#select().where('video.id', id).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  async findMany(ids: readonly string[]): Promise<VideoRecord[]> {
    if (ids.length === 0) return [];
    const rows = await this.#select()
      .whereIn('video.id', [...ids])
      .then((found: Row[]) => found);
    return rows.map(toRecord);
  }

  /** Locks the row until the transaction ends. */
  async lock(id: string): Promise<VideoRecord | null> {
    const row = await this.#select().where('video.id', id).forUpdate('video').first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** Newest first; one row more than the limit, to tell whether there are more. */
  async listOwn(filter: VideoFilter): Promise<VideoRecord[]> {
    const query = this.#select()
      .where('video.owner_id', filter.ownerId)
      .whereNull('video.deleted_at')
      .orderBy('video.id', 'desc')
      .limit(filter.limit + 1);
    if (filter.before !== undefined) query.where('video.id', '<', filter.before);
    if (filter.status) query.where('video.status', filter.status);
    if (filter.folder) query.where('video.folder', filter.folder);
    if (filter.visibility) query.where('video.visibility', filter.visibility);
    if (filter.q)
      query.whereRaw(`video.title ilike ? escape '\\'`, [`%${filter.q.replace(/[\\%_]/g, '\\$&')}%`]);
    return (await query.then((rows: Row[]) => rows)).map(toRecord);
  }

  /** Folders that have videos, by name. */
  async listFolders(ownerId: string, limit: number): Promise<{ name: string; videos: number }[]> {
    return this.#knex('video')
      .where({ owner_id: ownerId })
      .whereNull('deleted_at')
      .whereNotNull('folder')
      .groupBy('folder')
      .orderBy('folder')
      .limit(limit)
      .select('folder as name')
      .count<{ name: string; videos: number }[]>('* as videos');
  }

  /** Null when the version is no longer the given one. */
  async update(id: string, version: number, change: VideoChange): Promise<VideoRecord | null> {
    const count = await this.#knex('video')
      .where({ id, version })
      .whereNull('deleted_at')
      .update({
        ...(change.title !== undefined && { title: change.title }),
        ...(change.description !== undefined && { description: change.description }),
        ...(change.language !== undefined && { language: change.language }),
        ...(change.visibility !== undefined && { visibility: change.visibility }),
        ...(change.publishAt !== undefined && { publish_at: change.publishAt }),
        ...(change.embedOrigins !== undefined && { embed_origins: change.embedOrigins }),
        ...this.#touched(),
      });
    return count === 0 ? null : this.find(id);
  }

  /** Writes down that scheduled videos are public since their time came. Returns which. */
  async publishDue(): Promise<string[]> {
    return this.#knex('video')
      .where('visibility', 'scheduled')
      .whereNull('deleted_at')
      .whereRaw('publish_at <= now()')
      .update({ visibility: 'public', ...this.#touched() })
      .returning<{ id: string }[]>('id')
      .then((rows) => rows.map(({ id }) => id));
  }

  async markDeleted(id: string): Promise<void> {
    await this.#knex('video')
      .where({ id })
      .whereNull('deleted_at')
      .update({ deleted_at: this.#knex.fn.now(), ...this.#touched() });
  }

  async markUndeleted(id: string): Promise<void> {
    await this.#knex('video')
      .where({ id })
      .whereNotNull('deleted_at')
      .update({ deleted_at: null, ...this.#touched() });
  }

  /** Ids whose deletion can no longer be taken back. */
  async listPurgeable(graceDays: number, limit: number): Promise<string[]> {
    return this.#knex('video')
      .whereRaw(`deleted_at < now() - ? * interval '1 day'`, [graceDays])
      .orderBy('deleted_at')
      .limit(limit)
      .pluck('id');
  }

  async purge(id: string): Promise<void> {
    await this.#knex('video').where({ id }).whereNotNull('deleted_at').delete();
  }

  /** Notes that somebody watches; at most one write an hour and video. */
  async recordView(id: string): Promise<void> {
    await this.#knex('video')
      .where({ id })
      .whereRaw(`(viewed_at is null or viewed_at < now() - interval '1 hour')`)
      .update({ viewed_at: this.#knex.fn.now() });
  }

  /** Bytes of all videos of a creator that are not deleted: sources, announced ones too, and what is published. */
  async usedBytes(ownerId: string): Promise<number> {
    const row = await this.#knex('video')
      .where({ owner_id: ownerId })
      .whereNull('deleted_at')
      .select(
        this.#knex.raw(
          `coalesce(sum(
            coalesce(size_bytes, 0)
            + coalesce((publication ->> 'bytes')::bigint, 0)
            + coalesce((poster ->> 'bytes')::bigint, 0)
            + case when whole ->> 'prefix' <> publication ->> 'prefix' then (whole ->> 'bytes')::bigint else 0 end
          ), 0)::float8 as bytes`,
        ),
      )
      .first<{ bytes: number }>();
    return row.bytes;
  }

  /**
   * Another file is the source from now on, all of it. A poster that was cut from the one before goes; one that was
   * brought stays.
   */
  async replaceSource(
    id: string,
    source: { key: string; fileName: string; sizeBytes: number },
  ): Promise<void> {
    const cut = `poster_choice ->> 'kind' in ('candidate', 'moment')`;
    const unlessCut = (column: string) => this.#knex.raw(`case when ${cut} then null else ?? end`, [column]);
    await this.#knex('video')
      .where({ id })
      .update({
        poster: unlessCut('poster'),
        poster_choice: unlessCut('poster_choice'),
        poster_state: this.#knex.raw(`case when ${cut} then 'ready' else poster_state end`),
        poster_failure_code: unlessCut('poster_failure_code'),
        poster_failure_detail: unlessCut('poster_failure_detail'),
        source_key: source.key,
        source_state: 'stored',
        source_ready_at: null,
        source_then_encode: false,
        source_used_at: this.#knex.fn.now(),
        trim: null,
        whole: null,
        file_name: source.fileName,
        size_bytes: source.sizeBytes,
      });
  }

  /** False when the version is no longer the given one. */
  async setTrim(id: string, version: number, trim: Trim | null): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id, version })
      .whereNull('deleted_at')
      .update({ trim: trim && JSON.stringify(trim), ...this.#touched() });
    return count > 0;
  }

  /** Publishes all of the source again, as a revision that is newer than any other, and ends what is under way. */
  async publishWhole(id: string): Promise<void> {
    await this.#knex('video')
      .where({ id })
      .whereNotNull('whole')
      .update({
        status: 'ready',
        encode: this.#knex.raw('encode + 1'),
        // The number of a complete revision of the next encode; its files are those that are there.
        publication: this.#knex.raw(`jsonb_set(whole, '{revision}', to_jsonb((encode + 1) * 10 + 2))`),
        source_then_encode: false,
        failure_code: null,
        failure_detail: null,
        progress: null,
        progress_at: this.#knex.fn.now(),
        ...this.#touched(),
      });
  }

  /** Begins the next encode, of the stored source, and returns its number. */
  async beginEncode(id: string): Promise<number> {
    const [row] = await this.#knex('video')
      .where({ id })
      .update({
        status: 'processing',
        source_used_at: this.#knex.fn.now(),
        encode: this.#knex.raw('encode + 1'),
        failure_code: null,
        failure_detail: null,
        progress: JSON.stringify({
          stage: 'queued',
          percent: 0,
          secondsLeft: null,
        } satisfies ProcessingProgress),
        progress_at: this.#knex.fn.now(),
        ...this.#touched(),
      })
      .returning<{ encode: number }[]>('encode');
    if (!row) throw new Error(`video ${id} is gone`);
    return row.encode;
  }

  /** Never lets the percentage fall; ignores news of an older encode or of one that is over. */
  async recordProgress(id: string, encode: number, progress: ProcessingProgress): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id, encode, status: 'processing' })
      .whereRaw(`coalesce((progress ->> 'percent')::float8, 0) <= ?`, [progress.percent])
      .update({ progress: JSON.stringify(progress), progress_at: this.#knex.fn.now() });
    return count > 0;
  }

  /**
   * A first rendition, whole or growing. Ignores news that is old, and never puts it in the place of a whole ladder
   * that an earlier encode has left.
   */
  async recordPlayable(id: string, encode: number, publication: Publication): Promise<boolean> {
    const { revision } = publication;
    const json = JSON.stringify(publication);
    return this.#publish(
      json,
      this.#knex('video')
        .where({ id, encode })
        .whereRaw(
          `(publication is null
            or (publication ->> 'revision')::int < :revision
              and (publication @> '{"growing": true}' or (publication ->> 'revision')::int / 10 = :encode)
            or publication @> :same and publication <> cast(:json as jsonb))`,
          { revision, encode, json, same: JSON.stringify({ revision, growing: true }) },
        ),
    );
  }

  /** The whole ladder. Ignores a revision that is not newer than the published one. */
  async recordPublication(id: string, encode: number, publication: Publication): Promise<boolean> {
    const json = JSON.stringify(publication);
    return this.#publish(
      json,
      this.#knex('video')
        .where({ id, encode })
        .whereRaw(`coalesce((publication ->> 'revision')::int, 0) < ?`, [publication.revision]),
      publication.trim ? {} : { whole: json },
    );
  }

  async recordReady(id: string, encode: number, warnings: readonly string[]): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id, encode, status: 'processing' })
      .update({ status: 'ready', progress: null, warnings: [...warnings], ...this.#touched() });
    return count > 0;
  }

  /** Takes back what was still growing: nobody will finish it. */
  async recordFailure(id: string, encode: number, failure: VideoFailure): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id, encode, status: 'processing' })
      .update({
        status: 'failed',
        publication: this.#knex.raw(
          `case when publication @> '{"growing": true}' then null else publication end`,
        ),
        progress: null,
        failure_code: failure.code,
        failure_detail: failure.detail,
        ...this.#touched(),
      });
    return count > 0;
  }

  /** Videos in processing of which nothing was heard for a while. */
  async listSilent(seconds: number): Promise<VideoRecord[]> {
    const rows = await this.#select()
      .where('video.status', 'processing')
      .whereNull('video.deleted_at')
      .whereRaw(`video.progress_at < now() - ? * interval '1 second'`, [seconds])
      .orderBy('video.progress_at')
      .limit(100)
      .then((found: Row[]) => found);
    return rows.map(toRecord);
  }

  async #publish(
    publication: string,
    video: Knex.QueryBuilder,
    also: Record<string, unknown> = {},
  ): Promise<boolean> {
    const now = this.#knex.fn.now();
    const count = await video.update({ publication, ...also, progress_at: now, ...this.#touched() });
    return count > 0;
  }

  #touched(): Record<string, unknown> {
    return { version: this.#knex.raw('version + 1'), updated_at: this.#knex.fn.now() };
  }

  #select(): Knex.QueryBuilder {
    return this.#knex('video')
      .join('channel', 'channel.id', 'video.channel_id')
      .leftJoin('archived_ladder as ladder', 'ladder.video_id', 'video.id')
      .select('video.*', 'channel.name as channel_name', 'channel.subscribers')
      .select('ladder.keys as ladder_keys', 'ladder.ready_at as ladder_ready_at');
  }
}

const toRecord = (row: Row): VideoRecord => ({
  id: row.id,
  channelId: row.channel_id,
  channelName: row.channel_name,
  subscribers: row.subscribers,
  ownerId: row.owner_id,
  title: row.title,
  description: row.description,
  language: row.language,
  visibility: row.visibility,
  publishAt: row.publish_at,
  embedOrigins: row.embed_origins,
  folder: row.folder,
  status: row.status,
  failure: row.failure_code === null ? null : { code: row.failure_code, detail: row.failure_detail ?? '' },
  progress: row.progress,
  encode: row.encode,
  // Rows written before a field existed get what it means to lack it.
  publication: row.publication && publicationSchema.parse(row.publication),
  trim: row.trim,
  whole: row.whole && publicationSchema.parse(row.whole),
  ladder: row.ladder_keys && { keys: row.ladder_keys, readyAt: row.ladder_ready_at },
  poster: row.poster,
  sourceKey: row.source_key,
  sourceState: row.source_state,
  sourceReadyAt: row.source_ready_at,
  fileName: row.file_name,
  sizeBytes: row.size_bytes,
  warnings: row.warnings,
  likes: row.likes,
  comments: row.comments,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  viewedAt: row.viewed_at,
  deletedAt: row.deleted_at,
});
