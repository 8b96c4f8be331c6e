import pg from 'pg';

import { describePubSub } from '../testing/pub-sub-suite.ts';
import { createTestDatabase } from '../testing/test-database.ts';
import { PgPubSub } from './pg-pub-sub.ts';

const log = { warn: () => undefined, error: () => undefined };

describePubSub('PgPubSub', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  return {
    connect: () => new PgPubSub({ connectionString: database.url, log }),
    breakConnections: async () => {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
      );
    },
    tearDown: async () => {
      await client.end();
      await database.drop();
    },
  };
});
