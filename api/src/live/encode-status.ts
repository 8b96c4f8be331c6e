import { encodeStatus, type EncodeStatus } from '@vidkit/contracts/events/media';
import type { Delivery } from '@vidkit/platform/ports/queue';
import type { Logger } from 'pino';

import type { GenerationsService } from '../features/texts/generations.service.ts';
import type { TextsService } from '../features/texts/texts.service.ts';
import { frameOf } from '../features/videos/videos.service.ts';
import type { VideosRepository } from '../features/videos/videos.repository.ts';
import type { LiveHub } from './live-hub.ts';

export interface EncodeStatusDeps {
  videos: VideosRepository;
  texts: TextsService;
  generations: GenerationsService;
  live: LiveHub;
  log: Logger;
}

/** What the pipelines report becomes rows and live frames. Repeats and news of older encodes change nothing. */
export const encodeStatusHandler =
  (deps: EncodeStatusDeps) =>
  async ({ message }: Delivery): Promise<void> => {
    const parsed = encodeStatus.safeParse(message);
    if (!parsed.success) {
      // Repeating it would not make it readable.
      deps.log.error({ issues: parsed.error.issues }, 'unreadable encode status dropped');
      return;
    }
    const status = parsed.data;
    const changed = await record(deps, status);
    if (!changed) return;
    const video = await deps.videos.find(status.videoId);
    if (!video || video.deletedAt) return;
    await deps.live.tell([`video:${video.id}`, `person:${video.ownerId}`], frameOf(video));
  };

const record = async (
  { videos, texts, generations }: EncodeStatusDeps,
  status: EncodeStatus,
): Promise<boolean> => {
  const { videoId, encode } = status;
  switch (status.type) {
    case 'progress':
      return videos.recordProgress(videoId, encode, status.progress);
    case 'playable':
      return videos.recordPlayable(videoId, encode, status.publication);
    case 'complete': {
      const published = await videos.recordPublication(videoId, encode, status.publication);
      // Once, and not of a source that another has replaced since.
      const video = await videos.find(videoId);
      if (video?.encode === encode && video.status === 'processing')
        await texts.adopt(videoId, status.publication);
      const ready = await videos.recordReady(videoId, encode, status.warnings);
      // Of a repeat, too: the one before may have been cut short here.
      if (video?.encode === encode) await generations.hearUnasked(videoId);
      return published || ready;
    }
    case 'failed':
      return videos.recordFailure(videoId, encode, status.failure);
  }
};
