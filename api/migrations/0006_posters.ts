import type { Knex } from 'knex';

/** Posters that creators choose or bring. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    alter table video
      -- Rises with every choice; names the objects of the poster made for it.
      add column poster_number int not null default 0,
      -- What was chosen; null leaves it to us.
      add column poster_choice jsonb,
      add column poster_state text not null default 'ready' check (poster_state in ('ready', 'making', 'failed')),
      add column poster_failure_code text,
      add column poster_failure_detail text,
      add column poster_asked_at timestamptz,
      -- The last one that was made, and is shown; null while that of the publication is.
      add column poster jsonb;
    create index video_poster_making on video (poster_asked_at) where poster_state = 'making';
  `);
};
