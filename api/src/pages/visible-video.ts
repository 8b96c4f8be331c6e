import type { ErrorCode } from '@vidkit/contracts/errors';

import type { VideoRecord } from '../features/videos/video-record.ts';
import type { VideosService } from '../features/videos/videos.service.ts';
import { AppError } from '../http/app-error.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A video that everybody may see who has its address. Throws `not_found` for any other, and for what is no id. */
export const visibleVideo = (videos: VideosService, id: unknown): Promise<VideoRecord> => {
  if (typeof id !== 'string' || !uuid.test(id)) throw new AppError('not_found');
  return videos.visible(id, null);
};

export const isMissing = (error: unknown): boolean =>
  error instanceof AppError && (error.code satisfies ErrorCode) === 'not_found';
