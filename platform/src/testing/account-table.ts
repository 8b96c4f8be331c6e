import pg from 'pg';

import { createTestDatabase } from './test-database.ts';

/** As the API's migrations make it; they are out of reach from here. */
const table = `
  create table account (
    id uuid primary key,
    email text not null,
    name text not null,
    password_hash text,
    confirmed_at timestamptz,
    created_at timestamptz not null default now()
  );
  create unique index account_email on account (lower(email));
`;

/** A database of its own that has the table of accounts and nothing else. */
export const createAccountTable = async (): Promise<{ pool: pg.Pool; close: () => Promise<void> }> => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  await pool.query(table);
  return {
    pool,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
};
