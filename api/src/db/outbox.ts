import type { Topic } from '@vidkit/contracts/events/topics';
import type { Queue } from '@vidkit/platform/ports/queue';
import type { Logger } from 'pino';

import type { Knex } from './connect.ts';

/** Puts a message into the same transaction as the change that it tells of. */
export const enqueue = async (trx: Knex, topic: Topic, message: unknown, key?: string): Promise<void> => {
  await trx('outbox').insert({ topic, key: key ?? null, message: JSON.stringify(message) });
};

interface OutboxRow {
  id: number;
  topic: Topic;
  key: string | null;
  message: unknown;
}

const pollMs = 2_000;

/**
 * Hands committed messages to the queue. A crash between the two sends one twice; it never loses one. Several
 * processes may run it at once.
 */
export class OutboxRelay {
  readonly #knex: Knex;
  readonly #queue: Queue;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(knex: Knex, queue: Queue, log: Logger) {
    this.#knex = knex;
    this.#queue = queue;
    this.#log = log;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.kick(), pollMs);
    this.kick();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#running;
  }

  /** Looks now instead of at the next poll. */
  kick(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#drain()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'outbox not drained, will try again'))
      .finally(() => {
        this.#running = undefined;
        if (this.#again) {
          this.#again = false;
          this.kick();
        }
      });
  }

  async #drain(): Promise<void> {
    for (;;) {
      const sent = await this.#knex.transaction(async (trx) => {
        const { rows } = await trx.raw<{ rows: OutboxRow[] }>(
          'select id, topic, key, message from outbox order by id for update skip locked limit 20',
        );
        for (const row of rows) {
          await this.#queue.send(row.topic, row.message, row.key === null ? {} : { key: row.key });
        }
        await trx('outbox')
          .whereIn(
            'id',
            rows.map((row) => row.id),
          )
          .delete();
        return rows.length;
      });
      if (sent < 20) return;
    }
  }
}
