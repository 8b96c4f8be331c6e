import type { Knex } from 'knex';

/** What players tell of views. Rows come in by (view_id, seq), which makes a repeated report nothing new. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table view_event (
      view_id uuid not null,
      seq integer not null,
      video_id uuid not null references video (id) on delete cascade,
      -- In UTC, by our clock: that of a viewer may be anywhere.
      day date not null default (now() at time zone 'utc')::date,
      type text not null,
      -- Milliseconds since playback was asked for.
      at_ms integer not null,
      -- Milliseconds of the video.
      position_ms bigint not null,
      -- What else its type has.
      data jsonb not null,
      primary key (view_id, seq)
    );
    create index view_event_video_day on view_event (video_id, day);
    create index view_event_day on view_event (day);
  `);
};
