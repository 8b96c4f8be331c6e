import type { Knex } from 'knex';

/** Finds the few videos that wait for their time. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    `create index video_scheduled on video (publish_at) where visibility = 'scheduled' and deleted_at is null`,
  );
};
