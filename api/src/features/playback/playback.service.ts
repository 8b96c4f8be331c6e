import type { Playback } from '@vidkit/contracts/schemas/playback';

import { AppError } from '../../http/app-error.ts';
import type { SubtitledStreams } from '../texts/subtitled-streams.ts';
import type { TextsService } from '../texts/texts.service.ts';
import { posterOf, rests } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';
import { originOfRight, type Viewer } from './embed-rule.ts';
import type { InlinePlaylists } from './inline-playlists.ts';
import type { MediaLinks } from './media-links.ts';

export interface PlaybackDeps {
  videos: VideosService;
  texts: TextsService;
  subtitled: SubtitledStreams;
  playlists: InlinePlaylists;
  links: MediaLinks;
  publicUrl: string;
}

/** What a player is told. */
export class PlaybackService {
  readonly #deps: PlaybackDeps;

  constructor(deps: PlaybackDeps) {
    this.#deps = deps;
  }

  /**
   * Throws `not_playable` until the first rendition is published (a failed video says why in the detail),
   * `video_archived` while its media rests, and `origin_not_allowed` on pages that may not embed the video.
   */
  async get(videoId: string, viewer: Viewer): Promise<Playback> {
    const { links } = this.#deps;
    const video = await this.#deps.videos.visible(videoId, viewer.id);
    const origin = originOfRight(video, viewer, this.#deps.publicUrl);
    const { publication } = video;
    if (!publication) {
      throw new AppError('not_playable', video.failure ? video.failure.detail : undefined);
    }
    if (rests(video)) throw new AppError('video_archived');
    const { captions, chapters } = await this.#deps.texts.shown(video);
    // Owners look at their own videos in the studio: no reason to keep originals at hand.
    if (viewer.id !== video.ownerId && isLongAgo(video.viewedAt)) await this.#deps.videos.viewed(video.id);
    const expiresAt = links.expiry();
    const file = (name: string): string => links.file(video.id, publication, name, { expiresAt, origin });
    const multivariant = await this.#deps.subtitled.multivariant(publication, captions);
    const poster = posterOf(video);
    return {
      videoId: video.id,
      revision: publication.revision,
      growing: publication.growing,
      status: video.status,
      title: video.title,
      channel: { id: video.channelId, name: video.channelName, subscribers: video.subscribers },
      durationMs: publication.durationMs,
      width: publication.width,
      height: publication.height,
      hasVideo: publication.hasVideo,
      hasAudio: publication.hasAudio,
      hlsUrl: file(multivariant),
      playlists: await this.#deps.playlists.of(publication, multivariant),
      poster: poster && {
        url: links.ofFile(`${poster.prefix}${poster.file}`, expiresAt),
        width: poster.width,
        height: poster.height,
        color: poster.color,
        placeholder: poster.placeholder,
        sources: poster.sources.map(({ file: name, ...about }) => ({
          url: links.ofFile(`${poster.prefix}${name}`, expiresAt),
          ...about,
        })),
      },
      previewUrl: publication.preview && file(publication.preview),
      storyboardUrl: publication.storyboard && file(publication.storyboard),
      tracks: captions.map(({ kind, language, label, isDefault, objectKey }) => ({
        kind: kind === 'forced' ? 'subtitles' : kind,
        language,
        label,
        url: links.ofFile(objectKey, expiresAt),
        default: isDefault,
        forced: kind === 'forced',
      })),
      chapters: [...chapters],
      transcriptUrl: captions.some(({ kind }) => kind !== 'forced') ? links.transcript(video.id) : null,
      watchUrl: links.watchPage(video.id),
      embedUrl: links.embedPage(video.id),
      expiresAt: expiresAt.toISOString(),
    };
  }
}

const viewStepMs = 3_600_000;

/** Views are noted to the hour: reading must not write for every viewer. */
const isLongAgo = (viewedAt: Date | null): boolean =>
  viewedAt === null || Date.now() - viewedAt.getTime() > viewStepMs;
