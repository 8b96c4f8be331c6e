import type { Knex } from 'knex';

/** Passwords may be kept by somebody else: then there is no hash of one here. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw('alter table account alter column password_hash drop not null');
};
