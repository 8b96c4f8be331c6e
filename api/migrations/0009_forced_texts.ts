import type { Knex } from 'knex';

/** Subtitles of only what is foreign in the sound, which players show by themselves. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(`
    alter table caption drop constraint caption_kind_check;
    alter table caption add constraint caption_kind_check check (kind in ('captions', 'subtitles', 'forced'));
  `);
};
