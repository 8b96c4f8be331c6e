import type { Playback } from '@vidkit/contracts/schemas/playback';

import { AppError } from '../../http/app-error.ts';
import type { VideosService } from '../videos/videos.service.ts';
import type { MediaLinks } from './media-links.ts';

/** What a player is told. */
export class PlaybackService {
  readonly #videos: VideosService;
  readonly #links: MediaLinks;

  constructor(videos: VideosService, links: MediaLinks) {
    this.#videos = videos;
    this.#links = links;
  }

  /** Throws `not_playable` until the first rendition is published; a failed video says why in the detail. */
  async get(videoId: string, viewerId: string | null): Promise<Playback> {
    const video = await this.#videos.visible(videoId, viewerId);
    const { publication } = video;
    if (!publication) {
      throw new AppError('not_playable', video.failure ? video.failure.detail : undefined);
    }
    const expiresAt = this.#links.expiry();
    const file = (name: string): string => this.#links.file(video.id, publication, name, expiresAt);
    const { poster } = publication;
    return {
      videoId: video.id,
      revision: publication.revision,
      status: video.status,
      title: video.title,
      channel: { id: video.channelId, name: video.channelName, subscribers: video.subscribers },
      durationMs: publication.durationMs,
      width: publication.width,
      height: publication.height,
      hasAudio: publication.hasAudio,
      hlsUrl: file(publication.multivariant),
      poster: poster && {
        url: file(poster.file),
        width: poster.width,
        height: poster.height,
        color: poster.color,
      },
      storyboardUrl: publication.storyboard && file(publication.storyboard),
      tracks: [],
      chapters: publication.chapters,
      watchUrl: this.#links.watchPage(video.id),
      embedUrl: this.#links.embedPage(video.id),
      expiresAt: expiresAt.toISOString(),
    };
  }
}
