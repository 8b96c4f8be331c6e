import type { Knex } from 'knex';

/** Captions that are heard from the sound. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    alter table caption
      -- Heard by a program. What a person stores in its place is not.
      add column generated boolean not null default false;

    create table transcription (
      video_id uuid primary key references video (id) on delete cascade,
      -- Rises with every request; news of earlier ones changes nothing.
      number int not null,
      -- As asked for; null is to be found out.
      language text,
      state text not null check (state in ('working', 'done', 'failed')),
      percent real not null default 0,
      failure_code text,
      failure_detail text,
      -- When it was asked for, or last heard of.
      heard_at timestamptz not null default now()
    );
    create index transcription_working on transcription (heard_at) where state = 'working';
  `);
};
