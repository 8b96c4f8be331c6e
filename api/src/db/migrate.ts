import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Knex } from './connect.ts';

interface Migration {
  up(knex: Knex): Promise<void>;
}

const folder = join(import.meta.dirname, '../../migrations');
/** Any constant will do, as long as nobody else uses it: processes that start together migrate one after the other. */
const lockId = 7_104_201;

/** Brings the schema up to date, each migration in a transaction, under an advisory lock. Returns the names that ran. */
export const migrate = async (knex: Knex): Promise<string[]> => {
  const files = (await readdir(folder)).filter((name) => /^\d{4}_[a-z_]+\.ts$/.test(name)).sort();
  return knex.transaction(async (trx) => {
    await trx.raw(`set local lock_timeout = '120s'`);
    await trx.raw(`set local statement_timeout = 0`);
    await trx.raw('select pg_advisory_xact_lock(?)', [lockId]);
    await trx.raw(
      'create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const applied = new Set(await trx('schema_migration').pluck<string[]>('name'));
    const pending = files.filter((name) => !applied.has(name));
    for (const name of pending) {
      const migration = (await import(join(folder, name))) as Migration;
      await migration.up(trx);
      await trx('schema_migration').insert({ name });
    }
    return pending;
  });
};
