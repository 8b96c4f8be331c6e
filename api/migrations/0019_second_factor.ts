import type { Knex } from 'knex';

/** Codes of an authenticator beside the password, and those for the day on which it is lost. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    create table second_factor (
      account_id uuid primary key references account (id) on delete cascade,
      -- What the codes are made of, encrypted; by which key.
      sealed text not null,
      sealed_by text not null,
      -- Null until a first code has shown that the authenticator has it.
      confirmed_at timestamptz,
      -- The newest half minute whose code was used: none is good twice.
      last_step bigint not null default 0
    );

    create table recovery_code (
      account_id uuid not null references account (id) on delete cascade,
      hash text not null,
      used_at timestamptz,
      primary key (account_id, hash)
    );
  `);
};
