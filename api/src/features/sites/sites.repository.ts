import type { EmbedScope } from '@vidkit/contracts/schemas/site';

import type { Knex } from '../../db/connect.ts';

export interface SiteRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly origin: string;
  readonly scopes: readonly EmbedScope[];
  readonly createdAt: Date;
}

interface Row {
  id: string;
  owner_id: string;
  name: string;
  origin: string;
  scopes: EmbedScope[];
  created_at: Date;
}

export class SitesRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Null when another site has the origin; the same id again is the same site. */
  async insert(site: Omit<SiteRecord, 'createdAt'>): Promise<SiteRecord | null> {
    await this.#knex('site')
      .insert({
        id: site.id,
        owner_id: site.ownerId,
        name: site.name,
        origin: site.origin,
        scopes: [...site.scopes],
      })
      .onConflict()
      .ignore();
    return this.find(site.id);
  }

  async find(id: string): Promise<SiteRecord | null> {
    const row = await this.#knex('site').where({ id }).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  async findByOrigin(origin: string): Promise<SiteRecord | null> {
    const row = await this.#knex('site').where({ origin }).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  async listOwn(ownerId: string, before: string | undefined, limit: number): Promise<SiteRecord[]> {
    const query = this.#knex('site')
      .where({ owner_id: ownerId })
      .orderBy('id', 'desc')
      .limit(limit + 1);
    if (before !== undefined) query.where('id', '<', before);
    return (await query.select<Row[]>('*')).map(toRecord);
  }

  async delete(id: string, ownerId: string): Promise<boolean> {
    return (await this.#knex('site').where({ id, owner_id: ownerId }).delete()) > 0;
  }
}

const toRecord = (row: Row): SiteRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  name: row.name,
  origin: row.origin,
  scopes: row.scopes,
  createdAt: row.created_at,
});
