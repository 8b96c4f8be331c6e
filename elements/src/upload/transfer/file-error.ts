import { UploadError } from '../model/upload-problem.ts';

/** What browsers say when they may no longer read the file, or it is gone; else it is another one by now. */
const lost = new Set(['NotAllowedError', 'SecurityError', 'NotFoundError']);

/** Browsers hold a picked file to the size and time it had: whatever differs can no longer be read. */
export const fileError = (cause: unknown): UploadError =>
  cause instanceof Error && lost.has(cause.name)
    ? new UploadError('file_unreadable', 'The file can no longer be read.', { cause })
    : new UploadError('file_changed', 'The file can no longer be read as it was.', { cause });
