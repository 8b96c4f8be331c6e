import type { Knex } from 'knex';

/** Captions that creators bring, and chapters that they write in place of the file's. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table caption (
      video_id uuid not null references video (id) on delete cascade,
      kind text not null check (kind in ('captions', 'subtitles')),
      language text not null,
      label text not null,
      is_default boolean not null,
      cues int not null,
      -- The WebVTT in the object store; named by its content, so that it can be cached for ever.
      object_key text not null,
      updated_at timestamptz not null default now(),
      primary key (video_id, kind, language)
    );
    create unique index caption_default on caption (video_id) where is_default;

    create table chapter_list (
      video_id uuid primary key references video (id) on delete cascade,
      chapters jsonb not null,
      updated_at timestamptz not null default now()
    );
  `);
};
