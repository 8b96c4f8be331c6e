import type { Knex } from 'knex';

/** The part of a video that is shown, and the complete revision of all of it. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    alter table video
      -- What its owner wants shown, { startMs, endMs }; null is all.
      add column trim jsonb,
      -- Publication of all of the present source; other parts are copied from it, and it is published again.
      add column whole jsonb;
    update video set whole = publication
      where status = 'ready' and publication is not null and not publication @> '{"growing": true}';
  `);
};
