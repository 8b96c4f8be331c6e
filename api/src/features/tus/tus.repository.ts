import type { UploadRef } from '@vidkit/platform/ports/object-store';

import type { Knex } from '../../db/connect.ts';

/**
 * `whole` is a file, `joined` a file made of pieces: both have a row in `upload` under the same id. A `piece` is sent on
 * its own and becomes a part of a file later.
 */
export type TusKind = 'whole' | 'piece' | 'joined';

export interface TusRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly tokenId: string | null;
  readonly kind: TusKind;
  readonly size: number;
  readonly received: number;
  readonly metadata: string;
  readonly storage: UploadRef | null;
  readonly stored: boolean;
  readonly pieces: readonly string[] | null;
  readonly joinedId: string | null;
  readonly expiresAt: Date;
}

interface Row {
  id: string;
  owner_id: string;
  token_id: string | null;
  kind: TusKind;
  size: number;
  received: number;
  metadata: string;
  storage_key: string | null;
  storage_upload_id: string | null;
  stored: boolean;
  pieces: string[] | null;
  joined_id: string | null;
  expires_at: Date;
}

export class TusRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  transaction<T>(work: (tus: TusRepository) => Promise<T>): Promise<T> {
    return this.#knex.transaction((trx) => work(new TusRepository(trx)));
  }

  /** The same within a transaction of somebody else. */
  within(trx: Knex): TusRepository {
    return new TusRepository(trx);
  }

  async insert(upload: TusRecord): Promise<void> {
    await this.#knex('tus_upload').insert({
      id: upload.id,
      owner_id: upload.ownerId,
      token_id: upload.tokenId,
      kind: upload.kind,
      size: upload.size,
      received: upload.received,
      metadata: upload.metadata,
      storage_key: upload.storage?.key ?? null,
      storage_upload_id: upload.storage?.uploadId ?? null,
      pieces: upload.pieces,
      expires_at: upload.expiresAt,
    });
  }

  async find(id: string): Promise<TusRecord | null> {
    const row = await this.#knex('tus_upload').where({ id }).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** In the order of the ids; those that there are. Locks them until the transaction ends. */
  async lockMany(ids: readonly string[]): Promise<TusRecord[]> {
    const rows = await this.#knex('tus_upload')
      .whereIn('id', [...ids])
      .orderBy('id')
      .forUpdate()
      .select<Row[]>('*');
    const byId = new Map(rows.map((row) => [row.id, toRecord(row)]));
    return ids.map((id) => byId.get(id)).filter((record) => record !== undefined);
  }

  /** Moves the offset on, from where it was thought to be. False when somebody else has moved it meanwhile. */
  async advance(id: string, from: number, to: number, expiresAt: Date): Promise<boolean> {
    const count = await this.#knex('tus_upload')
      .where({ id, received: from })
      .update({ received: to, expires_at: expiresAt });
    return count === 1;
  }

  async markStored(id: string): Promise<void> {
    await this.#knex('tus_upload').where({ id }).update({ stored: true });
  }

  async setJoined(ids: readonly string[], joinedId: string | null, expiresAt: Date): Promise<void> {
    await this.#knex('tus_upload')
      .whereIn('id', [...ids])
      .update({ joined_id: joinedId, expires_at: expiresAt });
  }

  async delete(id: string): Promise<void> {
    await this.#knex('tus_upload').where({ id }).delete();
  }

  /** Files that have arrived, or whose pieces have, and that nobody has finished for this many seconds. */
  async listUnfinished(idleSeconds: number, livesForSeconds: number): Promise<TusRecord[]> {
    const rows = await this.#knex('tus_upload')
      .join('upload', 'upload.id', 'tus_upload.id')
      .where('upload.state', 'open')
      .whereRaw(`(tus_upload.kind = 'joined' or tus_upload.received = tus_upload.size)`)
      // The expiry tells when there was the last sign of life.
      .whereRaw(`tus_upload.expires_at < now() + ? * interval '1 second'`, [livesForSeconds - idleSeconds])
      .orderBy('tus_upload.expires_at')
      .limit(20)
      .select<Row[]>('tus_upload.*');
    return rows.map(toRecord);
  }

  /** What expired longer ago than this many seconds. */
  async listExpired(sinceSeconds: number): Promise<TusRecord[]> {
    const rows = await this.#knex('tus_upload')
      .whereRaw(`expires_at < now() - ? * interval '1 second'`, [sinceSeconds])
      .orderBy('expires_at')
      .limit(100)
      .select<Row[]>('*');
    return rows.map(toRecord);
  }
}

const toRecord = (row: Row): TusRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  tokenId: row.token_id,
  kind: row.kind,
  size: row.size,
  received: row.received,
  metadata: row.metadata,
  storage:
    row.storage_key !== null && row.storage_upload_id !== null
      ? { key: row.storage_key, uploadId: row.storage_upload_id }
      : null,
  stored: row.stored,
  pieces: row.pieces,
  joinedId: row.joined_id,
  expiresAt: row.expires_at,
});
