import type { Publication } from '@vidkit/contracts/events/media';
import type { Trim, UntrimmedVideo } from '@vidkit/contracts/schemas/trim';
import type { Video } from '@vidkit/contracts/schemas/video';
import { shortestTrimMs } from '@vidkit/contracts/trim-limits';
import { nullIfMissing, type ObjectStore } from '@vidkit/platform/ports/object-store';

import type { OutboxRelay } from '../../db/outbox.ts';
import { AppError, versionConflict } from '../../http/app-error.ts';
import type { MediaLinks } from '../playback/media-links.ts';
import type { SourcesService } from '../sources/sources.service.ts';
import { requestEncode } from '../videos/encode-request.ts';
import { rests, type VideoRecord } from '../videos/video-record.ts';
import type { VideosRepository } from '../videos/videos.repository.ts';
import type { VideosService } from '../videos/videos.service.ts';

export interface TrimDeps {
  videosRepository: VideosRepository;
  videos: VideosService;
  sources: SourcesService;
  links: MediaLinks;
  objects: ObjectStore;
  outbox: OutboxRelay;
}

/**
 * Which part of a video is shown. What plays stays until the part is made; nothing is thrown away, so that all of it can
 * be shown again at once.
 */
export class TrimService {
  readonly #deps: TrimDeps;

  constructor(deps: TrimDeps) {
    this.#deps = deps;
  }

  /** Throws `trim_unavailable` until all of the video is published, and `video_archived` while it rests. */
  async get(id: string, ownerId: string): Promise<UntrimmedVideo> {
    const { links } = this.#deps;
    const video = await this.#deps.videos.own(id, ownerId);
    const whole = wholeOf(video);
    const file = (name: string) => links.file(id, whole, name, { expiresAt: links.expiry(), origin: null });
    return {
      trim: video.trim,
      durationMs: whole.durationMs,
      hlsUrl: file(whole.multivariant),
      storyboardUrl: whole.storyboard && file(whole.storyboard),
    };
  }

  /**
   * Asks for a part, or with null for all. Asking again for what is being made or shown changes nothing, on whatever
   * version (RFC 9110, 13.1.1). An original in the archive is restored first. Throws `version_conflict`,
   * `trim_unavailable`, `video_archived`, and by the times `trim_reversed`, `trim_outside` or `trim_too_short`.
   */
  async put(id: string, ownerId: string, version: number, wanted: Trim | null): Promise<Video> {
    const video = await this.#deps.videos.own(id, ownerId);
    const whole = wholeOf(video);
    const trim = wanted && cutOf(wanted, whole.durationMs);
    if (isEqual(trim, video.trim) && video.status !== 'failed') return this.#deps.videos.get(id, ownerId);
    if (video.version !== version) throw versionConflict(video.version);
    if (trim === null && (await this.#isStored(whole))) await this.#showAll(video);
    else await this.#encode(video, trim);
    this.#deps.outbox.kick();
    await this.#deps.videos.tell(await this.#deps.videos.own(id, ownerId));
    return this.#deps.videos.get(id, ownerId);
  }

  async #showAll(video: VideoRecord): Promise<void> {
    await this.#deps.videosRepository.transaction(async (videos) => {
      if (!(await videos.setTrim(video.id, video.version, null))) throw versionConflict(video.version);
      await videos.publishWhole(video.id);
    });
  }

  async #encode(
    { id, version, ownerId, sourceKey, sourceState }: VideoRecord,
    trim: Trim | null,
  ): Promise<void> {
    if (sourceKey === null || sourceState === 'missing') throw new AppError('object_missing');
    if (sourceState === 'stored') await this.#deps.objects.head(sourceKey);
    await this.#deps.videosRepository.transaction(async (videos, trx) => {
      const video = (await videos.setTrim(id, version, trim)) ? await videos.find(id) : null;
      if (!video) throw versionConflict(version + 1);
      if (video.sourceState === 'stored') await requestEncode(trx, video, await videos.beginEncode(id));
    });
    if (sourceState !== 'stored') await this.#deps.sources.restore(id, ownerId, { thenEncode: true });
  }

  async #isStored({ prefix, multivariant }: Publication): Promise<boolean> {
    return (await nullIfMissing(this.#deps.objects.head(prefix + multivariant))) !== null;
  }
}

const wholeOf = (video: VideoRecord): Publication => {
  if (!video.whole) throw new AppError('trim_unavailable');
  if (rests(video, video.whole)) throw new AppError('video_archived');
  return video.whole;
};

/** Null where it leaves everything. */
const cutOf = ({ startMs, endMs }: Trim, durationMs: number): Trim | null => {
  if (endMs <= startMs) throw new AppError('trim_reversed');
  if (endMs > durationMs) throw new AppError('trim_outside');
  if (endMs - startMs < shortestTrimMs) throw new AppError('trim_too_short');
  return startMs === 0 && endMs === durationMs ? null : { startMs, endMs };
};

const isEqual = (one: Trim | null, other: Trim | null): boolean =>
  one?.startMs === other?.startMs && one?.endMs === other?.endMs;
