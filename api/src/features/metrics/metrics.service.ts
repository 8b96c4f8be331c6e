import type { VideoMetrics } from '@vidkit/contracts/schemas/metrics';
import { addCounters } from '@vidkit/platform/metrics/count-views';
import { type MetricsReader, noCounts } from '@vidkit/platform/ports/metrics-store';

import type { VideosService } from '../videos/videos.service.ts';

const dayMs = 86_400_000;
const fourWeeks = 28;

/** What creators are told of the views of their videos. */
export class MetricsService {
  readonly #metrics: MetricsReader;
  readonly #videos: VideosService;

  constructor(metrics: MetricsReader, videos: VideosService) {
    this.#metrics = metrics;
    this.#videos = videos;
  }

  /** Throws `not_found` for everybody but the owner. */
  async get(
    id: string,
    ownerId: string,
    query: { from?: string | undefined; to?: string | undefined },
  ): Promise<VideoMetrics> {
    await this.#videos.own(id, ownerId);
    const to = query.to ?? dayOf(Date.now());
    const from = query.from ?? dayOf(Date.parse(to) - (fourWeeks - 1) * dayMs);
    const days = await this.#metrics.read(id, { from, to });
    return { videoId: id, from, to, total: days.reduce(addCounters, noCounts), days };
  }
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
