import type { Knex } from 'knex';

/**
 * Accounts, one-time links, remembered consent, and the authorization server's own records (sessions, codes,
 * grants, refresh tokens). Secrets are stored as hashes only.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table account (
      id uuid primary key,
      email text not null,
      name text not null,
      password_hash text not null,
      confirmed_at timestamptz,
      created_at timestamptz not null default now()
    );
    create unique index account_email on account (lower(email));

    create table one_time_link (
      token_hash text primary key,
      purpose text not null check (purpose in ('confirm', 'reset')),
      account_id uuid not null references account (id) on delete cascade,
      -- The sign-in that the link belongs to, and the browser that asked for it.
      interaction_uid text,
      browser_hash text,
      expires_at timestamptz not null,
      used_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index one_time_link_account on one_time_link (account_id);
    create index one_time_link_interaction on one_time_link (interaction_uid);
    create index one_time_link_expiry on one_time_link (expires_at);

    create table site_consent (
      account_id uuid not null references account (id) on delete cascade,
      client_id text not null,
      scopes text[] not null,
      granted_at timestamptz not null default now(),
      primary key (account_id, client_id)
    );

    create table oidc_record (
      model text not null,
      id text not null,
      payload jsonb not null,
      account_id text,
      grant_id text,
      uid text,
      user_code text,
      expires_at timestamptz,
      consumed_at timestamptz,
      primary key (model, id)
    );
    create index oidc_record_grant on oidc_record (grant_id) where grant_id is not null;
    create index oidc_record_uid on oidc_record (uid) where uid is not null;
    create index oidc_record_user_code on oidc_record (user_code) where user_code is not null;
    create index oidc_record_account on oidc_record (account_id) where account_id is not null;
    create index oidc_record_expiry on oidc_record (expires_at);
  `);
};
