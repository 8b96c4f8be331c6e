import type { Knex } from 'knex';

/** Media of published revisions that rest in the cold store, or are on the way there or back. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table archived_ladder (
      video_id uuid primary key references video (id) on delete cascade,
      -- Every object that leaves, or has left.
      keys text[] not null,
      -- When the last right to read that was given before has ended: no object leaves sooner.
      leaves_at timestamptz not null,
      -- When the last object had left.
      left_at timestamptz,
      -- Since somebody asked for it back: when that is done at the earliest.
      ready_at timestamptz
    );
    create index archived_ladder_leaving on archived_ladder (leaves_at) where left_at is null and ready_at is null;
    create index archived_ladder_restoring on archived_ladder (ready_at) where ready_at is not null;
    -- Originals of videos that rest may rest as well.
    drop index video_resting;
    create index video_resting on video (coalesce(viewed_at, created_at))
      where source_state = 'stored' and status in ('ready', 'archived') and deleted_at is null;
    create index video_idle on video (coalesce(viewed_at, created_at)) where status = 'ready' and deleted_at is null;
  `);
};
