import type { VideoFailure } from '@vidkit/contracts/schemas/video';

import type { Knex } from '../../db/connect.ts';

/** The last request of a video for captions from its sound, and what became of it. */
export interface GenerationRecord {
  readonly number: number;
  readonly language: string | null;
  readonly state: 'working' | 'done' | 'failed';
  readonly percent: number;
  readonly failure: VideoFailure | null;
}

interface Row {
  number: number;
  language: string | null;
  state: GenerationRecord['state'];
  percent: number;
  failure_code: string | null;
  failure_detail: string | null;
}

export class GenerationsRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(videoId: string): Promise<GenerationRecord | null> {
    const row = await this.#knex('transcription').where({ video_id: videoId }).first<Row | undefined>();
    return row ? toRecord(row) : null;
  }

  /** Begins anew. Returns the number; null while an earlier one is still at work. */
  async begin(videoId: string, language: string | null): Promise<number | null> {
    const fresh = {
      language,
      state: 'working',
      percent: 0,
      failure_code: null,
      failure_detail: null,
      heard_at: this.#knex.fn.now(),
    };
    const [row] = await this.#knex('transcription')
      .insert({ video_id: videoId, number: 1, ...fresh })
      .onConflict('video_id')
      .merge({ ...fresh, number: this.#knex.raw('transcription.number + 1') })
      .whereNot('transcription.state', 'working')
      .returning<{ number: number }[]>('number');
    return row?.number ?? null;
  }

  /** False for news of a request that is not the last, or is over; so with the two below. */
  recordProgress(videoId: string, number: number, percent: number): Promise<boolean> {
    return this.#record(videoId, number, { percent });
  }

  recordDone(videoId: string, number: number): Promise<boolean> {
    return this.#record(videoId, number, { state: 'done' });
  }

  recordFailure(videoId: string, number: number, { code, detail }: VideoFailure): Promise<boolean> {
    return this.#record(videoId, number, { state: 'failed', failure_code: code, failure_detail: detail });
  }

  /** Videos of whose request nothing was heard for a while. */
  async listSilent(seconds: number): Promise<string[]> {
    return this.#knex('transcription')
      .join('video', 'video.id', 'transcription.video_id')
      .where('transcription.state', 'working')
      .whereNull('video.deleted_at')
      .whereRaw(`transcription.heard_at < now() - ? * interval '1 second'`, [seconds])
      .orderBy('transcription.heard_at')
      .limit(100)
      .pluck('transcription.video_id');
  }

  async #record(videoId: string, number: number, news: Record<string, unknown>): Promise<boolean> {
    const count = await this.#knex('transcription')
      .where({ video_id: videoId, number, state: 'working' })
      .update({ ...news, heard_at: this.#knex.fn.now() });
    return count > 0;
  }
}

const toRecord = (row: Row): GenerationRecord => ({
  number: row.number,
  language: row.language,
  state: row.state,
  percent: row.percent,
  failure: row.failure_code === null ? null : { code: row.failure_code, detail: row.failure_detail ?? '' },
});
