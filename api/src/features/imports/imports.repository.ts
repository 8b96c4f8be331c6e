import type { ProcessingProgress, VideoFailure, VideoStatus } from '@vidkit/contracts/schemas/video';

import type { Knex } from '../../db/connect.ts';

/** Videos whose file is being fetched: rows with the status `uploading` that no upload belongs to. */
export class ImportsRepository {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async statusOf(videoId: string): Promise<VideoStatus | null> {
    const row = await this.#knex('video')
      .where({ id: videoId })
      .first<{ status: VideoStatus } | undefined>('status');
    return row?.status ?? null;
  }

  /** Imports of a person that have not ended. */
  async countOpen(ownerId: string): Promise<number> {
    const [row] = await this.#knex('video')
      .where({ owner_id: ownerId, status: 'uploading' })
      .whereNull('deleted_at')
      .whereNotExists(this.#knex('upload').whereRaw('upload.video_id = video.id'))
      .count<{ count: number }[]>('* as count');
    return row?.count ?? 0;
  }

  async recordProgress(videoId: string, progress: ProcessingProgress): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id: videoId, status: 'uploading' })
      .update({ progress: JSON.stringify(progress), progress_at: this.#knex.fn.now() });
    return count > 0;
  }

  async recordFailure(videoId: string, failure: VideoFailure): Promise<boolean> {
    const count = await this.#knex('video')
      .where({ id: videoId, status: 'uploading' })
      .update({
        status: 'failed',
        progress: null,
        failure_code: failure.code,
        failure_detail: failure.detail,
        version: this.#knex.raw('version + 1'),
        updated_at: this.#knex.fn.now(),
      });
    return count > 0;
  }
}
