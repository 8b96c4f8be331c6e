import type { LiveFrame } from '@vidkit/contracts/events/live';
import type { Page } from '@vidkit/contracts/schemas/basics';
import type { Folders, Video, VideoListQuery, VideoPatch } from '@vidkit/contracts/schemas/video';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import type { OutboxRelay } from '../../db/outbox.ts';
import { AppError, versionConflict } from '../../http/app-error.ts';
import type { Cursors } from '../../http/cursors.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { MediaLinks } from '../playback/media-links.ts';
import { requestEncode } from './encode-request.ts';
import { canSee, isPlayable, visibilityOf, type VideoRecord } from './video-record.ts';
import { videoView } from './video-view.ts';
import type { VideosRepository } from './videos.repository.ts';

export interface VideosDeps {
  videos: VideosRepository;
  links: MediaLinks;
  cursors: Cursors;
  live: LiveHub;
  outbox: OutboxRelay;
  objects: ObjectStore;
}

/** More headings than these are no help in a list. */
const maxFolders = 500;

/** What creators do with their videos, and who may see one. */
export class VideosService {
  readonly #deps: VideosDeps;

  constructor(deps: VideosDeps) {
    this.#deps = deps;
  }

  /** Throws `not_found` for missing and hidden alike. */
  async visible(id: string, viewerId: string | null): Promise<VideoRecord> {
    const video = await this.#deps.videos.find(id);
    if (!video || !canSee(video, viewerId)) throw new AppError('not_found');
    return video;
  }

  /** Those that somebody may see, by id. */
  async visibleAmong(
    ids: readonly string[],
    viewerId: string | null,
  ): Promise<ReadonlyMap<string, VideoRecord>> {
    const videos = await this.#deps.videos.findMany(ids);
    return new Map(videos.filter((video) => canSee(video, viewerId)).map((video) => [video.id, video]));
  }

  async get(id: string, viewerId: string | null): Promise<Video> {
    return this.#view(await this.visible(id, viewerId), viewerId);
  }

  async list(
    ownerId: string,
    query: Required<Pick<VideoListQuery, 'limit'>> & VideoListQuery,
  ): Promise<Page<Video>> {
    const { status = '', visibility = '', folder = '', q = '' } = query;
    const scope = `videos:${JSON.stringify([ownerId, status, visibility, folder, q])}`;
    const before = this.#deps.cursors.decode(scope, query.cursor)?.[0];
    const limit = Number(query.limit);
    const rows = await this.#deps.videos.listOwn({
      ownerId,
      status: query.status,
      visibility: query.visibility,
      folder: query.folder,
      q: query.q,
      before: before === undefined ? undefined : String(before),
      limit,
    });
    const page = this.#deps.cursors.page(scope, rows, limit, (row) => [row.id]);
    return { items: page.items.map((row) => this.#view(row, ownerId)), nextCursor: page.nextCursor };
  }

  async folders(ownerId: string): Promise<Folders> {
    return { items: await this.#deps.videos.listFolders(ownerId, maxFolders) };
  }

  /** Throws `version_conflict` when somebody else changed it since. */
  async update(id: string, ownerId: string, version: number, patch: VideoPatch): Promise<Video> {
    const own = await this.own(id, ownerId);
    if (patch.publishAt === null && (patch.visibility ?? visibilityOf(own)) === 'scheduled') {
      throw new AppError('invalid_request', 'A scheduled video needs the time at which it becomes public.');
    }
    const updated = await this.#deps.videos.update(id, version, {
      ...patch,
      publishAt: patch.publishAt == null ? patch.publishAt : new Date(patch.publishAt),
    });
    if (!updated) {
      throw versionConflict((await this.own(id, ownerId)).version);
    }
    await this.tell(updated);
    return this.#view(updated, ownerId);
  }

  /** Somebody watches it: its original is not sent to rest. */
  async viewed(id: string): Promise<void> {
    await this.#deps.videos.recordView(id);
  }

  /** Tells whoever follows that scheduled videos have become public. Who asks sees it without this. */
  async publishDue(): Promise<void> {
    for (const id of await this.#deps.videos.publishDue()) await this.tellOf(id);
  }

  /** Hides it at once; the bytes go after the grace time. */
  async delete(id: string, ownerId: string): Promise<void> {
    await this.own(id, ownerId);
    await this.#deps.videos.markDeleted(id);
  }

  async undelete(id: string, ownerId: string): Promise<Video> {
    const video = await this.#deps.videos.find(id);
    if (video?.ownerId !== ownerId) throw new AppError('not_found');
    await this.#deps.videos.markUndeleted(id);
    return this.get(id, ownerId);
  }

  /** Encodes again from the stored source; what is published keeps playing meanwhile. */
  async reprocess(id: string, ownerId: string): Promise<Video> {
    const { sourceKey, sourceState } = await this.own(id, ownerId);
    if (sourceKey === null)
      throw new AppError('object_missing', 'The source of this video was never stored.');
    if (sourceState === 'archived' || sourceState === 'restoring') throw new AppError('source_archived');
    await this.#deps.objects.head(sourceKey);
    await this.#deps.videos.transaction(async (videos, trx) => {
      const video = await videos.lock(id);
      if (video?.sourceState !== 'stored' || video.status === 'processing') return;
      await requestEncode(trx, video, await videos.beginEncode(id));
    });
    this.#deps.outbox.kick();
    const video = await this.own(id, ownerId);
    await this.tell(video);
    return this.#view(video, ownerId);
  }

  /** The present state as frames for somebody who starts to follow. */
  framesOf(video: VideoRecord): LiveFrame[] {
    return [
      frameOf(video),
      { type: 'counts', videoId: video.id, likes: video.likes, comments: video.comments },
    ];
  }

  /** Throws `not_found` for everybody but the owner. */
  async own(id: string, ownerId: string): Promise<VideoRecord> {
    const video = await this.visible(id, ownerId);
    if (video.ownerId !== ownerId) throw new AppError('not_found');
    return video;
  }

  /** As it is, whoever asks; null when it is gone or deleted. */
  async find(id: string): Promise<VideoRecord | null> {
    const video = await this.#deps.videos.find(id);
    return video?.deletedAt ? null : video;
  }

  /** Sends the state that it has by now to whoever follows it. */
  async tellOf(id: string): Promise<void> {
    const video = await this.find(id);
    if (video) await this.tell(video);
  }

  /** Sends its state to whoever follows it. */
  async tell(video: VideoRecord): Promise<void> {
    await this.#deps.live.tell([`video:${video.id}`, `person:${video.ownerId}`], frameOf(video));
  }

  #view(video: VideoRecord, viewerId: string | null): Video {
    return videoView(video, this.#deps.links, viewerId);
  }
}

export const frameOf = (video: VideoRecord): LiveFrame => ({
  type: 'video',
  videoId: video.id,
  status: video.status,
  playable: isPlayable(video),
  readyAt: video.ladder?.readyAt?.toISOString() ?? null,
  progress: video.progress,
  failure: video.failure,
  version: video.version,
});
