import type { Knex } from 'knex';

/** Where a video may be embedded: null is everywhere. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw('alter table video add column embed_origins text[]');
};
