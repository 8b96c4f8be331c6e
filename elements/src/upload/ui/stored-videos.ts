import { isStored, type UploadItem } from '../model/upload-item.ts';
import type { StoredVideo } from '../vid-uploader.ts';

/** More than this no list of a form has. */
const most = 100;

/** The stored videos of a list, as text; empty when there are none. */
export const storedVideos = (items: readonly UploadItem[]): string => {
  const videos: StoredVideo[] = items
    .filter(isStored)
    .map(({ videoId, title, size }) => ({ videoId: videoId ?? '', title, size }));
  return videos.length > 0 ? JSON.stringify(videos) : '';
};

/** The videos that such a text names. The browser kept it meanwhile: what is not as it should be is left out. */
export const videosFrom = (text: string): StoredVideo[] => {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.slice(0, most).filter(isStoredVideo) : [];
  } catch {
    return [];
  }
};

const isStoredVideo = (found: unknown): found is StoredVideo => {
  const { videoId, title, size } = (found ?? {}) as Record<string, unknown>;
  return (
    typeof videoId === 'string' &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(videoId) &&
    typeof title === 'string' &&
    title.length <= 200 &&
    typeof size === 'number' &&
    size >= 0
  );
};
