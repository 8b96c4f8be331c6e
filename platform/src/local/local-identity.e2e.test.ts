import pg from 'pg';

import { describeIdentity } from '../testing/identity-suite.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { LocalIdentity } from './local-identity.ts';

// The table as the API's migrations make it; they are out of reach from here.
const table = `
  create table account (
    id uuid primary key,
    email text not null,
    name text not null,
    password_hash text not null,
    confirmed_at timestamptz,
    created_at timestamptz not null default now()
  );
  create unique index account_email on account (lower(email));
`;

describeIdentity('LocalIdentity', async () => {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  await pool.query(table);
  return {
    identity: new LocalIdentity(pool),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
});
