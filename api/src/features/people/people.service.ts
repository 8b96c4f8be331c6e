import type { Me } from '@vidkit/contracts/schemas/video';
import type { Identity } from '@vidkit/platform/ports/identity';
import { v7 as uuidv7 } from 'uuid';

import { AppError } from '../../http/app-error.ts';
import type { PeopleRepository, PersonRecord } from './people.repository.ts';

/** Accounts live behind the identity port; here is what the product shows of them. */
export class PeopleService {
  readonly #people: PeopleRepository;
  readonly #identity: Identity;
  readonly #storageOf: (accountId: string) => Promise<Me['storage']>;

  constructor(
    people: PeopleRepository,
    identity: Identity,
    storageOf: (accountId: string) => Promise<Me['storage']>,
  ) {
    this.#people = people;
    this.#identity = identity;
    this.#storageOf = storageOf;
  }

  /** The person and the channel of an account, made at its first act. Throws `unauthenticated` when it is gone. */
  async ensure(accountId: string): Promise<PersonRecord> {
    const known = await this.#people.find(accountId);
    if (known) return known;
    const account = await this.#identity.find(accountId);
    if (!account) throw new AppError('unauthenticated');
    await this.#people.insert({ id: accountId, name: account.name, channelId: uuidv7() });
    const made = await this.#people.find(accountId);
    if (!made) throw new AppError('unauthenticated');
    return made;
  }

  async me(accountId: string): Promise<Me> {
    const person = await this.ensure(accountId);
    const account = await this.#identity.find(accountId);
    if (!account) throw new AppError('unauthenticated');
    return {
      person: { id: person.id, name: person.name, avatarUrl: null },
      email: account.email,
      channel: person.channel,
      storage: await this.#storageOf(accountId),
    };
  }
}
