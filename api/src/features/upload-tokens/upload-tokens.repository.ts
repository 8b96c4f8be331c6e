import type { Knex } from '../../db/connect.ts';

export interface UploadTokenRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly label: string;
  readonly secretHash: Buffer;
  readonly folder: string | null;
  readonly origins: readonly string[];
  readonly maxFiles: number | null;
  readonly maxFileBytes: number | null;
  readonly maxTotalBytes: number | null;
  readonly usedFiles: number;
  readonly usedBytes: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

export type NewUploadToken = Omit<UploadTokenRecord, 'usedFiles' | 'usedBytes' | 'createdAt' | 'revokedAt'>;

interface Row {
  id: string;
  owner_id: string;
  label: string;
  secret_hash: Buffer;
  folder: string | null;
  origins: string[];
  max_files: number | null;
  max_file_bytes: number | null;
  max_total_bytes: number | null;
  used_files: number;
  used_bytes: number;
  created_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
}

export class UploadTokensRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(token: NewUploadToken): Promise<UploadTokenRecord> {
    const [row] = await this.#knex('upload_token')
      .insert({
        id: token.id,
        owner_id: token.ownerId,
        label: token.label,
        secret_hash: token.secretHash,
        folder: token.folder,
        origins: [...token.origins],
        max_files: token.maxFiles,
        max_file_bytes: token.maxFileBytes,
        max_total_bytes: token.maxTotalBytes,
        expires_at: token.expiresAt,
      })
      .returning<Row[]>('*');
    if (!row) throw new Error(`upload token ${token.id} was not stored`);
    return toRecord(row);
  }

  async find(id: string): Promise<UploadTokenRecord | null> {
    const row = await this.#knex('upload_token').where({ id }).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** Locks the row until the transaction ends: uploads with one token are admitted one after the other. */
  async lock(id: string): Promise<UploadTokenRecord | null> {
    const row = await this.#knex('upload_token').where({ id }).forUpdate().first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  async listOwn(ownerId: string, before: string | undefined, limit: number): Promise<UploadTokenRecord[]> {
    const query = this.#knex('upload_token')
      .where({ owner_id: ownerId })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (before !== undefined) query.where('id', '<', before);
    return (await query.select<Row[]>('*')).map(toRecord);
  }

  /** False when the person has no such token. The first time counts. */
  async revoke(id: string, ownerId: string): Promise<boolean> {
    const count = await this.#knex('upload_token')
      .where({ id, owner_id: ownerId })
      .update({ revoked_at: this.#knex.raw('coalesce(revoked_at, now())') });
    return count > 0;
  }

  async reserve(id: string, bytes: number): Promise<void> {
    await this.#knex('upload_token')
      .where({ id })
      .update({
        used_files: this.#knex.raw('used_files + 1'),
        used_bytes: this.#knex.raw('used_bytes + ?', [bytes]),
      });
  }

  /** Takes back what `reserve` did, for an upload that will never be stored. */
  async release(id: string, bytes: number): Promise<void> {
    await this.#knex('upload_token')
      .where({ id })
      .update({
        used_files: this.#knex.raw('greatest(used_files - 1, 0)'),
        used_bytes: this.#knex.raw('greatest(used_bytes - ?, 0)', [bytes]),
      });
  }
}

const toRecord = (row: Row): UploadTokenRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  label: row.label,
  secretHash: row.secret_hash,
  folder: row.folder,
  origins: row.origins,
  maxFiles: row.max_files,
  maxFileBytes: row.max_file_bytes,
  maxTotalBytes: row.max_total_bytes,
  usedFiles: row.used_files,
  usedBytes: row.used_bytes,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
});
