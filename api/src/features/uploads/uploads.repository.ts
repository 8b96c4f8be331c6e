import type { UploadState } from '@vidkit/contracts/schemas/upload';

import type { Knex } from '../../db/connect.ts';
import type { Uploader } from './uploader.ts';

export interface UploadRecord {
  readonly id: string;
  readonly videoId: string;
  readonly ownerId: string;
  /** Of the visitor's token that it was opened with; null for the owner's own. */
  readonly tokenId: string | null;
  readonly fileName: string;
  readonly type: string;
  readonly size: number;
  readonly fingerprint: string | null;
  readonly state: UploadState;
  readonly partSize: number;
  readonly partCount: number;
  readonly storage: { readonly key: string; readonly uploadId: string };
  readonly completion: Completion | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** When it was stored, aborted or expired. */
  readonly endedAt: Date | null;
}

/** The parts that a caller named, kept so that a completion cut short by a crash can be finished without them. */
export type Completion = readonly { number: number; etag: string; checksum?: string | undefined }[];

interface Row {
  id: string;
  video_id: string;
  owner_id: string;
  token_id: string | null;
  file_name: string;
  type: string;
  size: number;
  fingerprint: string | null;
  state: UploadState;
  part_size: number;
  part_count: number;
  storage_key: string;
  storage_upload_id: string;
  completion: Completion | null;
  created_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

export class UploadsRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  transaction<T>(work: (uploads: UploadsRepository, trx: Knex) => Promise<T>): Promise<T> {
    return this.#knex.transaction((trx) => work(new UploadsRepository(trx), trx));
  }

  async insert(upload: Omit<UploadRecord, 'state' | 'completion' | 'createdAt' | 'endedAt'>): Promise<void> {
    await this.#knex('upload').insert({
      id: upload.id,
      video_id: upload.videoId,
      owner_id: upload.ownerId,
      token_id: upload.tokenId,
      file_name: upload.fileName,
      type: upload.type,
      size: upload.size,
      fingerprint: upload.fingerprint,
      state: 'open',
      part_size: upload.partSize,
      part_count: upload.partCount,
      storage_key: upload.storage.key,
      storage_upload_id: upload.storage.uploadId,
      expires_at: upload.expiresAt,
    });
  }

  async find(id: string): Promise<UploadRecord | null> {
    const row = await this.#knex('upload').where({ id }).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** Locks the row until the transaction ends. */
  async lock(id: string): Promise<UploadRecord | null> {
    const row = await this.#knex('upload').where({ id }).forUpdate().first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** Those of the owner's own hand, or those that were opened with the token. */
  async listUnfinished(
    { ownerId, tokenId }: Uploader,
    before: string | undefined,
    limit: number,
  ): Promise<UploadRecord[]> {
    const query = this.#knex('upload')
      .where({ owner_id: ownerId, token_id: tokenId })
      .whereIn('state', ['open', 'completing'])
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (before !== undefined) query.where('id', '<', before);
    return (await query.select<Row[]>('*')).map(toRecord);
  }

  async countOpen({ ownerId, tokenId }: Uploader): Promise<number> {
    const row = await this.#knex('upload')
      .where({ owner_id: ownerId, token_id: tokenId })
      .whereIn('state', ['open', 'completing'])
      .count<{ n: number }[]>('* as n')
      .first();
    return row?.n ?? 0;
  }

  /** Bytes that open uploads will bring to videos that have a source already; new videos count theirs themselves. */
  async replacingBytes(ownerId: string): Promise<number> {
    const row = await this.#knex('upload')
      .where({ owner_id: ownerId })
      .whereIn('state', ['open', 'completing'])
      .whereRaw('id <> video_id')
      .select(this.#knex.raw('coalesce(sum(size), 0)::float8 as bytes'))
      .first<{ bytes: number }>();
    return row.bytes;
  }

  /** Uploads of one person are admitted one after the other until the transaction ends. */
  async lockOwner(ownerId: string): Promise<void> {
    await this.#knex('person').where({ id: ownerId }).forUpdate().select('id');
  }

  async setState(id: string, state: UploadState, completion?: Completion | null): Promise<void> {
    const ended = state !== 'open' && state !== 'completing';
    await this.#knex('upload')
      .where({ id })
      .update({
        state,
        ended_at: ended ? this.#knex.fn.now() : null,
        ...(completion !== undefined && { completion: completion && JSON.stringify(completion) }),
      });
  }

  /** Any sign of life moves the expiry. */
  async extend(id: string, expiresAt: Date): Promise<void> {
    await this.#knex('upload').where({ id, state: 'open' }).update({ expires_at: expiresAt });
  }

  async listExpired(limit: number): Promise<UploadRecord[]> {
    const rows = await this.#knex('upload')
      .where({ state: 'open' })
      .whereRaw('expires_at < now()')
      .orderBy('expires_at')
      .limit(limit)
      .select<Row[]>('*');
    return rows.map(toRecord);
  }

  /** Completions that no process is likely to be busy with any more. */
  async listInterrupted(): Promise<UploadRecord[]> {
    const rows = await this.#knex('upload').where({ state: 'completing' }).limit(100).select<Row[]>('*');
    return rows.map(toRecord);
  }
}

const toRecord = (row: Row): UploadRecord => ({
  id: row.id,
  videoId: row.video_id,
  ownerId: row.owner_id,
  tokenId: row.token_id,
  fileName: row.file_name,
  type: row.type,
  size: row.size,
  fingerprint: row.fingerprint,
  state: row.state,
  partSize: row.part_size,
  partCount: row.part_count,
  storage: { key: row.storage_key, uploadId: row.storage_upload_id },
  completion: row.completion,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  endedAt: row.ended_at,
});
