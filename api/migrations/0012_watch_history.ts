import type { Knex } from 'knex';

/** What people watched, and how far. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table watch_history (
      person_id uuid not null references person (id) on delete cascade,
      video_id uuid not null references video (id) on delete cascade,
      -- Where to go on; 0 is the start.
      position_ms bigint not null,
      -- To the millisecond, as the cursors of the list tell it.
      watched_at timestamptz not null,
      primary key (person_id, video_id)
    );
    create index watch_history_newest on watch_history (person_id, watched_at desc, video_id desc);
    create index watch_history_video on watch_history (video_id);
  `);
};
