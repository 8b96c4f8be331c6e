import knex, { type Knex } from 'knex';
import pg from 'pg';

import type { Database } from './database.ts';

// Counts and byte sizes stay below 2^53, so int8 can be a number; times stay Dates with milliseconds and never
// take part in a keyset.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export type { Knex } from 'knex';

const limits = {
  application_name: 'vidkit-api',
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 15_000,
};

/** One pool a process. Statements are bounded so that a slow one cannot hold a connection for ever. */
export const connect = (database: Database, options: { poolSize?: number } = {}): Knex =>
  knex({
    client: 'pg',
    connection: { ...database, ...limits },
    pool: {
      min: 0,
      max: options.poolSize ?? 12,
      idleTimeoutMillis: 30_000,
      acquireTimeoutMillis: 10_000,
    },
    acquireConnectionTimeout: 10_000,
  });
