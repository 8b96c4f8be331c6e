import { type MadePoster, pictureFormat } from '@vidkit/contracts/events/poster';
import { milliseconds } from '@vidkit/contracts/schemas/basics';
import type { VideoFailure } from '@vidkit/contracts/schemas/video';
import { z } from 'zod';

import type { Knex } from '../../db/connect.ts';

/** What a creator chose; keys are those of stored pictures. */
const posterChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('candidate'), key: z.string() }),
  z.object({ kind: z.literal('moment'), atMs: milliseconds }),
  z.object({ kind: z.literal('upload'), key: z.string(), format: pictureFormat }),
]);
export type PosterChoice = z.infer<typeof posterChoice>;

export interface PosterRecord {
  /** Of the last choice; 0 before the first. */
  readonly number: number;
  readonly choice: PosterChoice | null;
  readonly state: 'ready' | 'making' | 'failed';
  readonly failure: VideoFailure | null;
}

interface Row {
  poster_number: number;
  poster_choice: unknown;
  poster_state: PosterRecord['state'];
  poster_failure_code: string | null;
  poster_failure_detail: string | null;
}

/** The choice of a poster and what became of it: columns of the video. */
export class PostersRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(videoId: string): Promise<PosterRecord | null> {
    const row = await this.#knex('video').where({ id: videoId }).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** A new choice, which is the last one from now on. Returns its number; null when the version is another. */
  async choose(videoId: string, version: number, choice: PosterChoice | null): Promise<number | null> {
    const [row] = await this.#knex('video')
      .where({ id: videoId, version })
      .whereNull('deleted_at')
      .update({
        poster_number: this.#knex.raw('poster_number + 1'),
        poster_choice: choice && JSON.stringify(choice),
        poster_state: choice ? 'making' : 'ready',
        poster_failure_code: null,
        poster_failure_detail: null,
        poster_asked_at: choice ? this.#knex.fn.now() : null,
        ...(choice ? {} : { poster: null }),
        ...this.#touched(),
      })
      .returning<{ poster_number: number }[]>('poster_number');
    return row?.poster_number ?? null;
  }

  /** False for news of a choice that is not the last, or is over. */
  async recordMade(videoId: string, number: number, poster: MadePoster): Promise<boolean> {
    return this.#record(videoId, number, { poster_state: 'ready', poster: JSON.stringify(poster) });
  }

  async recordFailure(videoId: string, number: number, { code, detail }: VideoFailure): Promise<boolean> {
    return this.#record(videoId, number, {
      poster_state: 'failed',
      poster_failure_code: code,
      poster_failure_detail: detail,
    });
  }

  /** Choices of which nothing was heard for a while. */
  async listSilent(seconds: number): Promise<string[]> {
    return this.#knex('video')
      .where({ poster_state: 'making' })
      .whereNull('deleted_at')
      .whereRaw(`poster_asked_at < now() - ? * interval '1 second'`, [seconds])
      .orderBy('poster_asked_at')
      .limit(100)
      .pluck('id');
  }

  async #record(videoId: string, number: number, made: Record<string, unknown>): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id: videoId, poster_number: number, poster_state: 'making' })
      .update({ ...made, ...this.#touched() });
    return count > 0;
  }

  #touched(): Record<string, unknown> {
    return { version: this.#knex.raw('version + 1'), updated_at: this.#knex.fn.now() };
  }
}

const toRecord = (row: Row): PosterRecord => ({
  number: row.poster_number,
  choice: row.poster_choice === null ? null : posterChoice.parse(row.poster_choice),
  state: row.poster_state,
  failure:
    row.poster_failure_code === null
      ? null
      : { code: row.poster_failure_code, detail: row.poster_failure_detail ?? '' },
});
