import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { CliError } from './cli-error.ts';
import type { Command } from './command.ts';

export const runMigrations: Command = {
  usage: '',
  summary: 'bring the database schema up to date',
  options: {},
  run: async ({ config }) => {
    if (config.databaseUrl === null) throw new CliError('DATABASE_URL is not set.');
    const knex = connect({ connectionString: config.databaseUrl });
    try {
      const applied = await migrate(knex);
      return {
        text: applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to do.',
        data: { applied },
      };
    } finally {
      await knex.destroy();
    }
  },
};
