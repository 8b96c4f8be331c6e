import type { Knex } from 'knex';

/** Where the original of a video is, and what decides when it may rest. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    alter table video
      add column source_state text not null default 'stored'
        check (source_state in ('stored', 'archived', 'restoring', 'missing')),
      -- When a restore is done at the earliest.
      add column source_ready_at timestamptz,
      -- When somebody last needed it.
      add column source_used_at timestamptz,
      -- Whether to encode as soon as it is back.
      add column source_then_encode boolean not null default false,
      -- To the hour.
      add column viewed_at timestamptz;
    create index video_restoring on video (source_ready_at) where source_state = 'restoring';
    create index video_resting on video (coalesce(viewed_at, created_at))
      where source_state = 'stored' and status = 'ready' and deleted_at is null;
    create index video_source on video (source_key) where source_key is not null;
    create index upload_key on upload (storage_key);
  `);
};
