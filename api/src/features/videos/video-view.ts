import type { Video } from '@vidkit/contracts/schemas/video';

import type { MediaLinks } from '../playback/media-links.ts';
import { isPlayable, visibilityOf, type VideoRecord } from './video-record.ts';

/** As somebody without an account sees what they uploaded: what it is, and what became of it. */
export const uploaderView = (video: VideoRecord, links: MediaLinks): Video => ({
  ...videoView(video, links, null),
  failure: video.failure,
  fileName: video.fileName,
  sizeBytes: video.sizeBytes,
  warnings: [...video.warnings],
});

/** A video as the API shows it. Facts of the file and of processing are the owner's alone. */
export const videoView = (video: VideoRecord, links: MediaLinks, viewerId: string | null): Video => {
  const own = video.ownerId === viewerId;
  const { publication } = video;
  return {
    id: video.id,
    channel: { id: video.channelId, name: video.channelName, subscribers: video.subscribers },
    title: video.title,
    description: video.description,
    language: video.language,
    visibility: visibilityOf(video),
    publishAt: video.publishAt?.toISOString() ?? null,
    embedOrigins: own && video.embedOrigins ? [...video.embedOrigins] : null,
    folder: own ? video.folder : null,
    status: video.status,
    failure: own ? video.failure : null,
    progress: video.progress,
    playable: isPlayable(video),
    readyAt: video.ladder?.readyAt?.toISOString() ?? null,
    durationMs: publication?.durationMs ?? null,
    width: publication?.width ?? null,
    height: publication?.height ?? null,
    posterUrl: links.poster(video),
    fileName: own ? video.fileName : null,
    sizeBytes: own ? video.sizeBytes : null,
    source:
      own && video.sourceKey !== null
        ? { state: video.sourceState, readyAt: video.sourceReadyAt?.toISOString() ?? null }
        : null,
    warnings: own ? [...video.warnings] : [],
    likes: video.likes,
    comments: video.comments,
    version: video.version,
    createdAt: video.createdAt.toISOString(),
    updatedAt: video.updatedAt.toISOString(),
  };
};
