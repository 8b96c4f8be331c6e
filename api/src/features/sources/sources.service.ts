import type { SourceDownload, Video } from '@vidkit/contracts/schemas/video';
import type { ColdStore } from '@vidkit/platform/ports/cold-store';
import { nullIfMissing, type ObjectStore, ObjectStoreError } from '@vidkit/platform/ports/object-store';

import { AppError } from '../../http/app-error.ts';
import type { VideoRecord } from '../videos/video-record.ts';
import type { LaddersService } from '../ladders/ladders.service.ts';
import type { VideosService } from '../videos/videos.service.ts';
import type { SourcesRepository } from './sources.repository.ts';

export interface SourcesDeps {
  sources: SourcesRepository;
  videos: VideosService;
  ladders: LaddersService;
  objects: ObjectStore;
  cold: ColdStore;
  /** Days without a view after which an original may rest; null is never. */
  archiveAfterDays: number | null;
}

const downloadSeconds = 3_600;
const atOnce = 20;

/**
 * The life of an original: stored → archived → restoring → stored. What is published stays where it is, so viewers
 * notice nothing; only a new encode and a download need the original.
 */
export class SourcesService {
  readonly #deps: SourcesDeps;

  constructor(deps: SourcesDeps) {
    this.#deps = deps;
  }

  /** Throws `source_archived` while it rests; `restore` brings it back. */
  async download(id: string, ownerId: string): Promise<SourceDownload> {
    const { sourceKey, sourceState, fileName } = await this.#stored(id, ownerId);
    if (sourceState !== 'stored') throw new AppError('source_archived');
    await this.#deps.sources.markUsed(id);
    const { url, expiresAt } = await this.#deps.objects.signDownload(
      sourceKey,
      fileName ?? '',
      downloadSeconds,
    );
    return { url, expiresAt: expiresAt.toISOString() };
  }

  /** Asks for it back; nothing to do when it is here. */
  async restore(id: string, ownerId: string, options: { thenEncode?: boolean } = {}): Promise<Video> {
    const { sourceKey, sourceState } = await this.#stored(id, ownerId);
    if (sourceState !== 'stored') {
      const readyAt = await this.#deps.cold.restore(sourceKey);
      await this.#deps.sources.markRestoring(id, readyAt, options.thenEncode ?? false);
      await this.#deps.videos.tell(await this.#deps.videos.own(id, ownerId));
    }
    return this.#deps.videos.get(id, ownerId);
  }

  /** Encodes again, at once or as soon as the original is back. */
  async reprocess(id: string, ownerId: string): Promise<Video> {
    const { sourceState, ladder } = await this.#stored(id, ownerId);
    // People watch what is there meanwhile, and a trim is copied from it.
    if (ladder) await this.#deps.ladders.bringBack(id);
    return sourceState === 'stored'
      ? this.#deps.videos.reprocess(id, ownerId)
      : this.restore(id, ownerId, { thenEncode: true });
  }

  /** Hears from the archive that an original can be read again. */
  async onRestored(sourceKey: string): Promise<void> {
    if (await this.#deps.sources.bringForward(sourceKey)) await this.finishRestores();
  }

  /** Ends restores whose time has come. */
  async finishRestores(): Promise<void> {
    for (const { id, ownerId, sourceKey } of await this.#deps.sources.listDue(atOnce)) {
      const here = await this.#unlessMissing(id, sourceKey, this.#fetch(sourceKey));
      if (!here) continue;
      const restored = await this.#deps.sources.markRestored(id);
      if (!restored) continue;
      if (restored.thenEncode) await this.#deps.videos.reprocess(id, ownerId);
      else await this.#deps.videos.tell(await this.#deps.videos.own(id, ownerId));
    }
  }

  /**
   * Sends originals to rest by the policy. The row says so first: whoever wants to read one between the two steps
   * asks for a restore, which works for one that has not left yet as well.
   */
  async archiveIdle(): Promise<void> {
    const { archiveAfterDays } = this.#deps;
    if (archiveAfterDays === null) return;
    for (const { id, ownerId, sourceKey } of await this.#deps.sources.rest(archiveAfterDays, atOnce)) {
      await this.#unlessMissing(id, sourceKey, this.#deps.cold.archive(sourceKey));
      await this.#deps.videos.tell(await this.#deps.videos.own(id, ownerId));
    }
  }

  /** Two processes may bring the same one back: who comes second finds it gone from the archive, and here. */
  async #fetch(sourceKey: string): Promise<boolean> {
    const { cold, objects } = this.#deps;
    return cold.fetch(sourceKey).catch(async (error: unknown) => {
      if (await nullIfMissing(objects.head(sourceKey))) return true;
      throw error;
    });
  }

  /** Null when the original turns out to be nowhere, which is noted. */
  async #unlessMissing<T>(id: string, sourceKey: string, work: Promise<T>): Promise<T | null> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof ObjectStoreError) || error.code !== 'object_missing') throw error;
      await this.#deps.sources.markMissing(id, sourceKey);
      return null;
    }
  }

  async #stored(id: string, ownerId: string): Promise<VideoRecord & { readonly sourceKey: string }> {
    const video = await this.#deps.videos.own(id, ownerId);
    const { sourceKey } = video;
    if (sourceKey === null || video.sourceState === 'missing') {
      throw new AppError('object_missing', 'The original of this video is not in storage.');
    }
    return { ...video, sourceKey };
  }
}
