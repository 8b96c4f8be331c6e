import type { Knex } from 'knex';

/**
 * Revisions that were published until a newer one took their place. Sessions that began on one play it on, so its
 * objects stay for a while; a row tells from when on they are old. Written by a trigger: whatever changes the
 * publication, no bytes are forgotten.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table superseded_revision (
      prefix text primary key,
      video_id uuid not null references video (id) on delete cascade,
      superseded_at timestamptz not null default now()
    );
    create index superseded_revision_age on superseded_revision (superseded_at);

    create function note_superseded_revision() returns trigger language plpgsql as $$
    begin
      insert into superseded_revision (prefix, video_id) values (old.publication ->> 'prefix', old.id)
        on conflict (prefix) do update set superseded_at = now();
      return null;
    end $$;
    create trigger video_superseded after update of publication on video for each row
      when (old.publication ->> 'prefix' is distinct from new.publication ->> 'prefix' and old.publication is not null)
      execute function note_superseded_revision();
  `);
};
