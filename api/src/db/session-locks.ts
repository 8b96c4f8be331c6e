import pg from 'pg';

import type { Database } from './database.ts';

/** Any constant will do, as long as nobody else uses it with a second key. */
const lockClass = 7_104_202;

/**
 * Locks that last longer than a transaction may: advisory locks of PostgreSQL, held by one connection of this process
 * for all of them. They end with the connection, so a process that is killed leaves none behind.
 */
export class SessionLocks {
  readonly #database: Database;
  readonly #onLost = new Set<() => void>();
  #client: Promise<pg.Client> | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Null when another process has the lock; within this one a name may be taken again and again. `onLost` hears that
   * the connection broke and that somebody else may have it from now on.
   */
  async take(name: string, onLost: () => void): Promise<(() => Promise<void>) | null> {
    const client = await this.#connect();
    const args = [lockClass, name];
    const { rows } = await this.#inTurn(() =>
      client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as mine', args),
    );
    if (rows[0]?.mine !== true) return null;
    this.#onLost.add(onLost);
    return async () => {
      // Where the connection broke meanwhile, the lock is gone already.
      if (!this.#onLost.delete(onLost)) return;
      const unlock = () => client.query('select pg_advisory_unlock($1, hashtext($2))', args);
      await this.#inTurn(unlock).catch(() => undefined);
    };
  }

  async stop(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    await client?.end();
  }

  /** One query at a time, as a connection wants it. */
  #inTurn<T>(query: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(query, query);
    this.#turn = mine;
    return mine;
  }

  #connect(): Promise<pg.Client> {
    this.#client ??= this.#open().catch((error: unknown) => {
      this.#client = null;
      throw error;
    });
    return this.#client;
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client({
      ...this.#database,
      application_name: 'vidkit-locks',
      keepAlive: true,
    });
    const lost = (): void => {
      this.#client = null;
      const listeners = [...this.#onLost];
      this.#onLost.clear();
      for (const listener of listeners) listener();
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    return client;
  }
}
