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
  /** Bytes; as many as are reserved while the true size is not known. */
  readonly size: number;
  /** False until completion tells the size, and with it the plan. */
  readonly sizeKnown: boolean;
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
  size_known: boolean;
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
      size_known: upload.sizeKnown,
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

  /** Pieces that are no file yet, of a person or of those with one token: how many, and the bytes they have or will have. */
  async pieces(by: { ownerId: string } | { tokenId: string }): Promise<{ count: number; bytes: number }> {
    return this.#knex('tus_upload')
      .where('ownerId' in by ? { owner_id: by.ownerId } : { token_id: by.tokenId })
      .where({ kind: 'piece' })
      .whereNull('joined_id')
      .select(this.#knex.raw('count(*) as count, coalesce(sum(size), 0)::float8 as bytes'))
      .first<{ count: number; bytes: number }>();
  }

  /** Another size, and the parts that it comes in. */
  async resize(
    id: string,
    plan: { size: number; partSize: number; partCount: number; sizeKnown: boolean },
  ): Promise<void> {
    await this.#knex('upload').where({ id }).update({
      size: plan.size,
      part_size: plan.partSize,
      part_count: plan.partCount,
      size_known: plan.sizeKnown,
    });
  }

  /** Uploads of one person are admitted one after the other until the transaction ends. */
  async lockOwner(ownerId: string): Promise<void> {
    await this.#knex('person').where({ id: ownerId }).forUpdate().select('id');
  }

  /**
   * Takes the completion of an upload on, for so long: of an open one with these parts, of one that is being completed
   * with those that were named then, once its lease has run out. Null when it is neither.
   */
  async claim(
    id: string,
    { lease, leaseSeconds, parts }: { lease: string; leaseSeconds: number; parts: Completion | null },
  ): Promise<UploadRecord | null> {
    const [row] = await this.#knex('upload')
      .where({ id })
      .where((free) => {
        void free.whereRaw(`state = 'completing' and (lease_until is null or lease_until < now())`);
        if (parts !== null) void free.orWhere({ state: 'open' });
      })
      .update({
        state: 'completing',
        completion: this.#knex.raw(`case when state = 'open' then ?::jsonb else completion end`, [
          JSON.stringify(parts),
        ]),
        lease,
        lease_until: this.#inSeconds(leaseSeconds),
      })
      .returning<Row[]>('*');
    return row ? toRecord(row) : null;
  }

  /** Goes on with a completion that takes long. */
  async renew(id: string, { lease, leaseSeconds }: { lease: string; leaseSeconds: number }): Promise<void> {
    await this.#knex('upload')
      .where({ id, lease })
      .update({ lease_until: this.#inSeconds(leaseSeconds) });
  }

  /** Locks the row until the transaction ends. False when the lease is somebody else's by now. */
  async lockLeased(id: string, lease: string): Promise<boolean> {
    const row = await this.#knex('upload')
      .where({ id, lease, state: 'completing' })
      .forUpdate()
      .first<{ id: string } | undefined>('id');
    return row !== undefined;
  }

  /** Gives a completion back: its parts can be sent and named again. */
  async reopen(id: string, lease: string): Promise<void> {
    await this.#knex('upload')
      .where({ id, lease, state: 'completing' })
      .update({ state: 'open', completion: null, lease: null, lease_until: null });
  }

  /** Leaves a completion to whoever tries next. */
  async letGo(id: string, lease: string): Promise<void> {
    await this.#knex('upload').where({ id, lease }).update({ lease: null, lease_until: null });
  }

  async end(id: string, state: 'stored' | 'aborted' | 'expired'): Promise<void> {
    const now = this.#knex.fn.now();
    await this.#knex('upload')
      .where({ id })
      .update({
        state,
        completion: null,
        lease: null,
        lease_until: null,
        ended_at: now,
        free_after: state === 'stored' ? null : now,
      });
  }

  /** Uploads that ended without a file and whose storage is still to be dropped. */
  async listToFree(limit: number): Promise<UploadRecord[]> {
    const rows = await this.#knex('upload')
      .whereRaw('free_after <= now()')
      .orderBy('free_after')
      .limit(limit)
      .select<Row[]>('*');
    return rows.map(toRecord);
  }

  /** Its storage was dropped: to be done once more when nobody can send to it any longer, if that is to come. */
  async freed(id: string, signedForSeconds: number): Promise<void> {
    const last = `ended_at + ? * interval '1 second'`;
    await this.#knex('upload')
      .where({ id })
      .update({
        free_after: this.#knex.raw(`case when ${last} > now() then ${last} end`, [
          signedForSeconds,
          signedForSeconds,
        ]),
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

  async isCompleting(storageKey: string): Promise<boolean> {
    const row = await this.#knex('upload')
      .where({ state: 'completing', storage_key: storageKey })
      .first<{ id: string } | undefined>('id');
    return row !== undefined;
  }

  /** Completions whose process is gone. */
  async listInterrupted(limit: number): Promise<UploadRecord[]> {
    const rows = await this.#knex('upload')
      .where({ state: 'completing' })
      .whereRaw('(lease_until is null or lease_until < now())')
      .orderBy('id')
      .limit(limit)
      .select<Row[]>('*');
    return rows.map(toRecord);
  }

  #inSeconds(seconds: number): Knex.Raw {
    return this.#knex.raw(`now() + ? * interval '1 second'`, [seconds]);
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
  sizeKnown: row.size_known,
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
