import type { Knex } from 'knex';

/** Tokens with which others upload to somebody's channel, and where the videos go that they bring. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table upload_token (
      id uuid primary key,
      owner_id uuid not null references person (id) on delete cascade,
      label text not null,
      -- SHA-256 of the secret, which is random and long enough to need no slow hash.
      secret_hash bytea not null,
      folder text,
      -- Pages on which it is of use; empty is everywhere.
      origins text[] not null,
      max_files int,
      max_file_bytes bigint,
      max_total_bytes bigint,
      -- Reserved when an upload is opened, given back when it is given up.
      used_files int not null default 0,
      used_bytes bigint not null default 0,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      revoked_at timestamptz
    ) with (fillfactor = 85);
    create index upload_token_owner on upload_token (owner_id, id desc);

    alter table upload
      add column token_id uuid references upload_token (id) on delete set null,
      -- When it was stored, aborted or expired.
      add column ended_at timestamptz;
    create index upload_by_token on upload (token_id, id desc) where token_id is not null;

    alter table video add column folder text;
    create index video_folder on video (owner_id, folder, id desc) where folder is not null and deleted_at is null;
  `);
};
