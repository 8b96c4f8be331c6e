import { AppError } from '../../http/app-error.ts';
import { mayEmbed } from '../playback/embed-rule.ts';
import type { UploadTokenRecord } from './upload-tokens.repository.ts';

/**
 * Throws `token_revoked`, `token_expired` or `origin_not_allowed` unless a token may be used now, on this page. A
 * request that does not say where it comes from is refused where the token names pages: a browser always says it.
 */
export const requireUsable = (
  token: Pick<UploadTokenRecord, 'revokedAt' | 'expiresAt' | 'origins'>,
  { origin, now = new Date() }: { origin: string | null; now?: Date },
): void => {
  requireAlive(token, now);
  if (token.origins.length === 0) return;
  if (origin === null || !mayEmbed(token.origins, origin)) {
    throw new AppError('origin_not_allowed', 'This upload token is not meant for this page.');
  }
};

export const requireAlive = (
  { revokedAt, expiresAt }: Pick<UploadTokenRecord, 'revokedAt' | 'expiresAt'>,
  now = new Date(),
): void => {
  if (revokedAt !== null) throw new AppError('token_revoked');
  if (expiresAt <= now) throw new AppError('token_expired');
};

/** Throws `file_too_large` or `token_spent` when a file of this size is more than the token has left. */
export const requireRoom = (
  token: Pick<UploadTokenRecord, 'maxFiles' | 'maxFileBytes' | 'maxTotalBytes' | 'usedFiles' | 'usedBytes'>,
  size: number,
): void => {
  const { maxFiles, maxFileBytes, maxTotalBytes, usedFiles, usedBytes } = token;
  if (maxFileBytes !== null && size > maxFileBytes) {
    throw new AppError(
      'file_too_large',
      `The file has ${size} bytes; this upload token takes ${maxFileBytes} at most.`,
    );
  }
  if (maxFiles !== null && usedFiles >= maxFiles) {
    throw new AppError('token_spent', `${usedFiles} of ${maxFiles} files have been sent with this token.`);
  }
  if (maxTotalBytes !== null && usedBytes + size > maxTotalBytes) {
    throw new AppError(
      'token_spent',
      `The file has ${size} bytes; ${Math.max(0, maxTotalBytes - usedBytes)} of ${maxTotalBytes} are left.`,
    );
  }
};
