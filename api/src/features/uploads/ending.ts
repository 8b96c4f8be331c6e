import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import type { Knex } from '../../db/connect.ts';
import { UploadTokensRepository } from '../upload-tokens/upload-tokens.repository.ts';
import { VideosRepository } from '../videos/videos.repository.ts';
import { UploadsRepository, type UploadRecord } from './uploads.repository.ts';

/** Whether the upload brings a video's first source: then the draft lives and dies with it. */
const isFirst = ({ id, videoId }: UploadRecord): boolean => id === videoId;

/**
 * Ends an upload without a file, its row locked by `trx`: what was reserved for it is free again, and its storage will
 * be, by `freeStorage` or by the sweep.
 */
export const endUpload = async (
  trx: Knex,
  upload: UploadRecord,
  state: 'aborted' | 'expired',
): Promise<void> => {
  await new UploadsRepository(trx).end(upload.id, state);
  if (isFirst(upload)) await new VideosRepository(trx).markDeleted(upload.videoId);
  if (upload.tokenId !== null) await new UploadTokensRepository(trx).release(upload.tokenId, upload.size);
};

/** Drops what the store holds of an upload that ended; once more when the last address to send to it is void. */
export const freeStorage = async (
  { uploads, objects }: { uploads: UploadsRepository; objects: ObjectStore },
  upload: UploadRecord,
  signedForSeconds: number,
): Promise<void> => {
  await objects.abortUpload(upload.storage);
  await uploads.freed(upload.id, signedForSeconds);
};
