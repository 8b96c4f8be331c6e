import type { Knex } from '../../db/connect.ts';
import { AppError } from '../../http/app-error.ts';
import { requireAlive, requireRoom } from '../upload-tokens/token-rule.ts';
import { UploadTokensRepository } from '../upload-tokens/upload-tokens.repository.ts';
import { VideosRepository } from '../videos/videos.repository.ts';
import { requireQuota } from './admission.ts';
import type { PartPlan } from './part-plan.ts';
import type { Uploader } from './uploader.ts';
import type { UploadRecord, UploadsRepository } from './uploads.repository.ts';

export interface UploadSizesDeps {
  uploads: UploadsRepository;
  maxFileBytes: number;
  /** Bytes that one person's videos may take; null is no limit. */
  quotaBytes: number | null;
}

/** Of one person, or of all visitors with one token. */
const maxPieces = 256;

/**
 * Bytes of uploads that do not say at first how many they are, and of pieces that are no upload yet. They are admitted
 * under the same locks and limits as an upload that is opened. The caller has seen whose they are.
 */
export class UploadSizes {
  readonly #deps: UploadSizesDeps;

  constructor(deps: UploadSizesDeps) {
    this.#deps = deps;
  }

  /** Has at least so many parts of the upload's part size reserved. Throws what opening an upload would. */
  async reserveParts(id: string, uploader: Uploader, partCount: number): Promise<void> {
    await this.#change(id, uploader, (upload) =>
      upload.sizeKnown || upload.partCount >= partCount
        ? null
        : { size: upload.partSize * partCount, partSize: upload.partSize, partCount, sizeKnown: false },
    );
  }

  /** Gives the upload its true size and plan. From then on it is like any other. */
  async settle(id: string, uploader: Uploader, plan: PartPlan & { size: number }): Promise<void> {
    await this.#change(id, uploader, (upload) => (upload.sizeKnown ? null : { ...plan, sizeKnown: true }));
  }

  /** Admits a piece of `size` bytes, which `insert` records. */
  async admitPiece(uploader: Uploader, size: number, insert: (trx: Knex) => Promise<void>): Promise<void> {
    const { ownerId, tokenId } = uploader;
    const { quotaBytes } = this.#deps;
    await this.#deps.uploads.transaction(async (uploads, trx) => {
      await uploads.lockOwner(ownerId);
      const token = tokenId === null ? null : await new UploadTokensRepository(trx).lock(tokenId);
      const { count, bytes } = await uploads.pieces(tokenId === null ? { ownerId } : { tokenId });
      if (tokenId !== null) {
        if (!token) throw new AppError('unauthenticated');
        requireAlive(token);
        requireRoom({ ...token, usedBytes: token.usedBytes + bytes }, size);
      }
      if (count >= maxPieces) throw new AppError('too_many_uploads');
      await requireQuota(uploader, size, { uploads, videos: new VideosRepository(trx), quotaBytes });
      await insert(trx);
    });
  }

  async #change(
    id: string,
    uploader: Uploader,
    wanted: (upload: UploadRecord) => (PartPlan & { size: number; sizeKnown: boolean }) | null,
  ): Promise<void> {
    const { maxFileBytes, quotaBytes } = this.#deps;
    await this.#deps.uploads.transaction(async (uploads, trx) => {
      await uploads.lockOwner(uploader.ownerId);
      const upload = await uploads.lock(id);
      if (upload?.state !== 'open') throw new AppError('upload_closed');
      const plan = wanted(upload);
      if (!plan) return;
      const more = plan.size - upload.size;
      if (more > 0 && plan.size > maxFileBytes) {
        throw new AppError(
          'file_too_large',
          `The file has ${plan.size} bytes or nearly so; at most ${maxFileBytes} are accepted.`,
        );
      }
      const videos = new VideosRepository(trx);
      if (upload.tokenId !== null) {
        const tokens = new UploadTokensRepository(trx);
        const token = await tokens.lock(upload.tokenId);
        if (!token) throw new AppError('unauthenticated');
        if (more > 0) {
          requireAlive(token);
          const { usedFiles, usedBytes } = token;
          requireRoom({ ...token, usedFiles: usedFiles - 1, usedBytes: usedBytes - upload.size }, plan.size);
        }
        await tokens.release(token.id, upload.size);
        await tokens.reserve(token.id, plan.size);
      }
      if (more > 0) await requireQuota(uploader, more, { uploads, videos, quotaBytes });
      await uploads.resize(id, plan);
      if (upload.id === upload.videoId) await videos.setUploadingSize(upload.videoId, plan.size);
    });
  }
}
