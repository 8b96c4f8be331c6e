import type { Knex } from '../../db/connect.ts';

interface Target {
  readonly reactions: 'video_reaction' | 'comment_reaction';
  readonly column: 'video_id' | 'comment_id';
  readonly counted: 'video' | 'comment';
}

const targets = {
  video: { reactions: 'video_reaction', column: 'video_id', counted: 'video' },
  comment: { reactions: 'comment_reaction', column: 'comment_id', counted: 'comment' },
} as const satisfies Record<string, Target>;

/** One row a person and thing; the counter moves only when the row really came or went. */
export class ReactionsRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Returns the likes after the change. */
  async setLike(kind: keyof typeof targets, id: string, personId: string, liked: boolean): Promise<number> {
    const { reactions, column, counted } = targets[kind];
    return this.#knex.transaction(async (trx) => {
      const row = { [column]: id, person_id: personId };
      const changed = liked
        ? (await trx(reactions).insert(row).onConflict([column, 'person_id']).ignore().returning(column))
            .length
        : await trx(reactions).where(row).delete();
      if (changed > 0)
        await trx(counted)
          .where({ id })
          .increment('likes', liked ? 1 : -1);
      const after = await trx(counted).where({ id }).first<{ likes: number } | undefined>('likes');
      return after?.likes ?? 0;
    });
  }

  /** Returns the subscribers after the change; null when there is no such channel. */
  async setSubscription(channelId: string, personId: string, subscribed: boolean): Promise<number | null> {
    return this.#knex.transaction(async (trx) => {
      const exists = await trx('channel').where({ id: channelId }).first<{ id: string } | undefined>('id');
      if (!exists) return null;
      const row = { channel_id: channelId, person_id: personId };
      const changed = subscribed
        ? (
            await trx('subscription')
              .insert(row)
              .onConflict(['channel_id', 'person_id'])
              .ignore()
              .returning('channel_id')
          ).length
        : await trx('subscription').where(row).delete();
      if (changed > 0)
        await trx('channel')
          .where({ id: channelId })
          .increment('subscribers', subscribed ? 1 : -1);
      const after = await trx('channel')
        .where({ id: channelId })
        .first<{ subscribers: number }>('subscribers');
      return after.subscribers;
    });
  }

  async viewerState(
    videoId: string,
    channelId: string,
    personId: string,
  ): Promise<{ liked: boolean; subscribed: boolean }> {
    const { rows } = await this.#knex.raw<{ rows: { liked: boolean; subscribed: boolean }[] }>(
      `select exists (select from video_reaction where video_id = ? and person_id = ?) as liked,
              exists (select from subscription where channel_id = ? and person_id = ?) as subscribed`,
      [videoId, personId, channelId, personId],
    );
    return rows[0] ?? { liked: false, subscribed: false };
  }
}
