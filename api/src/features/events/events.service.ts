import type { ViewRecord } from '@vidkit/contracts/events/view-record';
import type { EventStream } from '@vidkit/platform/ports/event-stream';

import { canSee } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';

/** What is kept here of views, for a time. */
export interface KeptViews {
  /** Removes up to `limit` rows of days that are longer ago. Returns how many there were. */
  removeOlderThan(days: number, limit: number): Promise<number>;
}

export interface EventsDeps {
  stream: EventStream;
  kept: readonly KeptViews[];
  videos: VideosService;
  keepDays: number;
}

/** Rows that one statement removes, and statements of one round: what is left has the next minute. */
const sweepRows = 10_000;
const sweepRounds = 20;

/** What players tell of views. Nothing of it says who watched: no account, no address, no browser. */
export class EventsService {
  readonly #deps: EventsDeps;

  constructor(deps: EventsDeps) {
    this.#deps = deps;
  }

  /**
   * Passes a report on. One about a video that is not there, or that not everybody may
   * see, is dropped without a word: the answer must not tell which ids exist.
   */
  async record(report: Omit<ViewRecord, 'receivedAt'>): Promise<void> {
    const video = await this.#deps.videos.find(report.videoId);
    if (!video || !canSee(video, null)) return;
    await this.#deps.stream.put([{ ...report, receivedAt: new Date().toISOString() }]);
  }

  /** Removes what is older than it is to be kept. */
  async sweep(): Promise<void> {
    for (const kept of this.#deps.kept) {
      for (let round = 0; round < sweepRounds; round++) {
        const removed = await kept.removeOlderThan(this.#deps.keepDays, sweepRows);
        if (removed < sweepRows) break;
      }
    }
  }
}
