import type { Knex } from 'knex';

/** People, channels, videos, uploads, conversation, sites, and what keeps requests and events from being lost. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table person (
      id uuid primary key,
      name text not null,
      created_at timestamptz not null default now()
    );

    create table channel (
      id uuid primary key,
      owner_id uuid not null unique references person (id),
      name text not null,
      subscribers int not null default 0,
      created_at timestamptz not null default now()
    );

    create table video (
      id uuid primary key,
      channel_id uuid not null references channel (id),
      owner_id uuid not null references person (id),
      title text not null,
      description text not null default '',
      language text,
      visibility text not null default 'private' check (visibility in ('public', 'unlisted', 'private', 'scheduled')),
      publish_at timestamptz,
      status text not null check (status in ('draft', 'uploading', 'processing', 'ready', 'failed', 'archived', 'restoring')),
      failure_code text,
      failure_detail text,
      progress jsonb,
      progress_at timestamptz,
      encode int not null default 0,
      publication jsonb,
      source_key text,
      file_name text,
      size_bytes bigint,
      warnings text[] not null default '{}',
      likes int not null default 0,
      comments int not null default 0,
      version int not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz
    ) with (fillfactor = 85);
    create index video_owner on video (owner_id, id desc) where deleted_at is null;
    create index video_channel on video (channel_id);
    create index video_processing on video (progress_at) where status = 'processing' and deleted_at is null;
    create index video_deleted on video (deleted_at) where deleted_at is not null;

    create table upload (
      id uuid primary key,
      video_id uuid not null references video (id) on delete cascade,
      owner_id uuid not null references person (id),
      file_name text not null,
      type text not null,
      size bigint not null,
      fingerprint text,
      state text not null check (state in ('open', 'completing', 'stored', 'aborted', 'expired')),
      part_size bigint not null,
      part_count int not null,
      storage_key text not null,
      storage_upload_id text not null,
      completion jsonb,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    );
    create index upload_open on upload (owner_id, id desc) where state in ('open', 'completing');
    create index upload_video on upload (video_id);
    create index upload_expiry on upload (expires_at) where state in ('open', 'completing');

    create table comment (
      id uuid primary key,
      video_id uuid not null references video (id) on delete cascade,
      root_id uuid references comment (id) on delete cascade,
      parent_id uuid references comment (id) on delete cascade,
      author_id uuid references person (id),
      body text not null,
      at_ms int,
      likes int not null default 0,
      reply_count int not null default 0,
      version int not null default 1,
      created_at timestamptz not null default now(),
      edited_at timestamptz,
      deleted_at timestamptz,
      listed boolean generated always as (deleted_at is null or reply_count > 0) stored,
      check ((root_id is null) = (parent_id is null))
    );
    create index comment_newest on comment (video_id, id desc) where root_id is null and listed;
    create index comment_top on comment (video_id, likes desc, id desc) where root_id is null and listed;
    create index comment_thread on comment (root_id, id) where root_id is not null and deleted_at is null;
    create index comment_parent on comment (parent_id) where parent_id is not null;
    create index comment_author on comment (author_id, id desc);

    create table comment_reaction (
      comment_id uuid not null references comment (id) on delete cascade,
      person_id uuid not null references person (id),
      created_at timestamptz not null default now(),
      primary key (comment_id, person_id)
    );
    create index comment_reaction_person on comment_reaction (person_id);

    create table video_reaction (
      video_id uuid not null references video (id) on delete cascade,
      person_id uuid not null references person (id),
      created_at timestamptz not null default now(),
      primary key (video_id, person_id)
    );
    create index video_reaction_person on video_reaction (person_id);

    create table subscription (
      channel_id uuid not null references channel (id) on delete cascade,
      person_id uuid not null references person (id),
      created_at timestamptz not null default now(),
      primary key (channel_id, person_id)
    );
    create index subscription_person on subscription (person_id);

    create table site (
      id uuid primary key,
      owner_id uuid not null references person (id),
      name text not null,
      origin text not null unique,
      scopes text[] not null,
      created_at timestamptz not null default now()
    );
    create index site_owner on site (owner_id, id desc);

    -- Messages that must leave because a change was committed; a relay hands them to the queue.
    create table outbox (
      id bigint generated always as identity primary key,
      topic text not null,
      key text,
      message jsonb not null,
      created_at timestamptz not null default now()
    );

    -- What followers of a live stream may have missed while their line was down.
    create table live_event (
      id bigint generated always as identity primary key,
      channel text not null,
      frame jsonb not null,
      created_at timestamptz not null default now()
    );
    create index live_event_channel on live_event (channel, id);
    create index live_event_age on live_event (created_at);

    create table idempotency (
      caller text not null,
      operation text not null,
      key text not null,
      body_hash text not null,
      resource_id uuid not null,
      status int,
      response text,
      locked_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (caller, operation, key)
    );
    create index idempotency_age on idempotency (created_at);
  `);
};
