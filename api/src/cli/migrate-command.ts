import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import type { Command } from './command.ts';
import { withInstallation } from './operator.ts';

export const runMigrations: Command = {
  usage: '',
  summary: 'bring the database schema up to date',
  options: {},
  run: ({ config }) =>
    withInstallation(config, async ({ adapters }) => {
      const knex = connect(adapters.database);
      try {
        const applied = await migrate(knex);
        return {
          text: applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to do.',
          data: { applied },
        };
      } finally {
        await knex.destroy();
      }
    }),
};
