import type { Knex } from '../../db/connect.ts';

export interface PersonRecord {
  readonly id: string;
  readonly name: string;
  readonly channel: { readonly id: string; readonly name: string; readonly subscribers: number };
}

interface Row {
  id: string;
  name: string;
  channel_id: string;
  channel_name: string;
  subscribers: number;
}

/** What this database keeps of an account: a name to show, and its channel. */
export class PeopleRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(id: string): Promise<PersonRecord | null> {
    const row = await this.#knex('person')
      .join('channel', 'channel.owner_id', 'person.id')
      .where('person.id', id)
      .select(
        'person.id',
        'person.name',
        'channel.id as channel_id',
        'channel.name as channel_name',
        'channel.subscribers',
      )
      .first<Row | undefined>();
    return row
      ? {
          id: row.id,
          name: row.name,
          channel: { id: row.channel_id, name: row.channel_name, subscribers: row.subscribers },
        }
      : null;
  }

  /** Also safe when two requests meet. */
  async insert(person: { id: string; name: string; channelId: string }): Promise<void> {
    await this.#knex.transaction(async (trx) => {
      await trx('person').insert({ id: person.id, name: person.name }).onConflict('id').ignore();
      await trx('channel')
        .insert({ id: person.channelId, owner_id: person.id, name: person.name })
        .onConflict('owner_id')
        .ignore();
    });
  }
}
