import type { Knex } from 'knex';

/** Who completes an upload at the moment, and what an upload that ended still has to give back. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    alter table upload
      -- The process that joins the parts now, and until when it is believed to; renewed while it works.
      add column lease uuid,
      add column lease_until timestamptz,
      -- When what the store holds of an upload that ended is to be dropped; null once nothing can be left.
      add column free_after timestamptz;
    create index upload_to_free on upload (free_after) where free_after is not null;
    create index upload_completing on upload (lease_until) where state = 'completing';
  `);
};
