import { AppError } from '../../http/app-error.ts';
import { requireAlive, requireRoom } from '../upload-tokens/token-rule.ts';
import type { UploadTokenRecord } from '../upload-tokens/upload-tokens.repository.ts';
import type { VideosRepository } from '../videos/videos.repository.ts';
import type { Uploader } from './uploader.ts';
import type { UploadsRepository } from './uploads.repository.ts';

/** Of one person. */
const maxOpenUploads = 50;
/** Of all visitors together who have the same token; their maker's own uploads are counted apart. */
const maxOpenWithToken = 500;

export interface Admission {
  readonly uploads: UploadsRepository;
  readonly videos: VideosRepository;
  /** The uploader's token as it is now. */
  readonly token: UploadTokenRecord | null;
  /** Bytes that the owner's videos may take; null is no limit. */
  readonly quotaBytes: number | null;
}

/**
 * Whether one more file of this size may come. Binding only while the owner's row and the token's are locked. Throws
 * `too_many_uploads`, `quota_exceeded`, `file_too_large`, and what the token's state says.
 */
export const requireAdmission = async (
  uploader: Uploader,
  size: number,
  { uploads, videos, token, quotaBytes }: Admission,
): Promise<void> => {
  if (uploader.tokenId !== null) {
    if (!token) throw new AppError('unauthenticated');
    requireAlive(token);
    requireRoom(token, size);
  }
  const most = uploader.tokenId === null ? maxOpenUploads : maxOpenWithToken;
  if ((await uploads.countOpen(uploader)) >= most) throw new AppError('too_many_uploads');
  await requireQuota(uploader, size, { uploads, videos, quotaBytes });
};

/** Whether the owner has room for so many bytes more. Throws `quota_exceeded`. */
export const requireQuota = async (
  uploader: Uploader,
  size: number,
  { uploads, videos, quotaBytes }: Omit<Admission, 'token'>,
): Promise<void> => {
  if (quotaBytes === null) return;
  const { ownerId } = uploader;
  const pieces = await uploads.pieces({ ownerId });
  const used = (await videos.usedBytes(ownerId)) + (await uploads.replacingBytes(ownerId)) + pieces.bytes;
  if (used + size <= quotaBytes) return;
  throw new AppError('quota_exceeded', quotaText(uploader, size, quotaBytes - used));
};

/** How much the creator has is nobody else's business. */
const quotaText = ({ tokenId }: Uploader, size: number, left: number): string =>
  tokenId === null
    ? `The file has ${size} bytes; ${Math.max(0, left)} are left.`
    : 'The channel that this would be uploaded to has no room for it.';
