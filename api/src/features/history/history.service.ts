import type { Page } from '@vidkit/contracts/schemas/basics';
import type { HistoryEntry, HistoryPosition } from '@vidkit/contracts/schemas/history';

import type { Cursors } from '../../http/cursors.ts';
import type { PeopleService } from '../people/people.service.ts';
import type { MediaLinks } from '../playback/media-links.ts';
import type { VideosService } from '../videos/videos.service.ts';
import type { HistoryRepository } from './history.repository.ts';

export interface HistoryDeps {
  history: HistoryRepository;
  videos: VideosService;
  people: PeopleService;
  links: MediaLinks;
  cursors: Cursors;
}

/** What somebody watched, and where they stopped. Nobody but they is told. */
export class HistoryService {
  readonly #deps: HistoryDeps;

  constructor(deps: HistoryDeps) {
    this.#deps = deps;
  }

  /** Throws `not_found` for a video that they may not see. A position after its end is its end. */
  async put(personId: string, videoId: string, positionMs: number): Promise<HistoryPosition> {
    const { publication } = await this.#deps.videos.visible(videoId, personId);
    await this.#deps.people.ensure(personId);
    const kept = Math.min(positionMs, publication?.durationMs ?? positionMs);
    const { watchedAt } = await this.#deps.history.put(personId, videoId, kept);
    return { videoId, positionMs: kept, watchedAt: watchedAt.toISOString() };
  }

  /** The start, when they never watched it. */
  async get(personId: string, videoId: string): Promise<HistoryPosition> {
    await this.#deps.videos.visible(videoId, personId);
    const found = await this.#deps.history.find(personId, videoId);
    return {
      videoId,
      positionMs: found?.positionMs ?? 0,
      watchedAt: found?.watchedAt.toISOString() ?? null,
    };
  }

  /** Newest first. What they may no longer see is left out, so that a page may be shorter than asked for. */
  async list(
    personId: string,
    query: { limit: number; cursor?: string | undefined },
  ): Promise<Page<HistoryEntry>> {
    const scope = `history:${personId}`;
    const position = this.#deps.cursors.decode(scope, query.cursor);
    const before = position && ([String(position[0]), String(position[1])] as const);
    const rows = await this.#deps.history.list(personId, before, query.limit);
    const page = this.#deps.cursors.page(scope, rows, query.limit, (row) => [
      row.watchedAt.toISOString(),
      row.videoId,
    ]);
    const videos = await this.#deps.videos.visibleAmong(
      page.items.map(({ videoId }) => videoId),
      personId,
    );
    const items = page.items.flatMap(({ videoId, positionMs, watchedAt }): HistoryEntry[] => {
      const video = videos.get(videoId);
      if (!video) return [];
      return [
        {
          video: {
            id: video.id,
            title: video.title,
            channelName: video.channelName,
            durationMs: video.publication?.durationMs ?? null,
            posterUrl: this.#deps.links.poster(video),
          },
          positionMs,
          watchedAt: watchedAt.toISOString(),
        },
      ];
    });
    return { items, nextCursor: page.nextCursor };
  }

  async delete(personId: string, videoId: string): Promise<void> {
    await this.#deps.history.delete(personId, videoId);
  }

  async clear(personId: string): Promise<void> {
    await this.#deps.history.clear(personId);
  }
}
