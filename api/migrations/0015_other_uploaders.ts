import type { Knex } from 'knex';

/** Uploads of clients that are not ours: how far those of tus have come, and those whose size is not told. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table tus_upload (
      -- That of its row in upload; a piece has none there.
      id uuid primary key,
      owner_id uuid not null references person (id) on delete cascade,
      token_id uuid,
      kind text not null check (kind in ('whole', 'piece', 'joined')),
      size bigint not null,
      -- Bytes from the start that are stored; what a client is told as its offset.
      received bigint not null default 0,
      -- As the client sent it.
      metadata text not null,
      -- Of a piece: the multipart upload that it arrives in, and whether that has become an object.
      storage_key text,
      storage_upload_id text,
      stored boolean not null default false,
      -- Of what is joined: its pieces in order.
      pieces uuid[],
      -- Of a piece: what it became a part of.
      joined_id uuid,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index tus_upload_owner on tus_upload (owner_id) where kind = 'piece' and joined_id is null;
    create index tus_upload_expiry on tus_upload (expires_at);

    -- False while the size is only what the parts that were asked for can hold.
    alter table upload add column size_known boolean not null default true;
  `);
};
