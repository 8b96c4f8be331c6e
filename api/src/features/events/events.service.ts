import { canSee } from '../videos/video-record.ts';
import type { VideosService } from '../videos/videos.service.ts';
import type { EventsRepository, StoredReport } from './events.repository.ts';

export interface EventsDeps {
  events: EventsRepository;
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
   * Stores a report once, however often it is sent. One about a video that is not there, or that not everybody may
   * see, is dropped without a word: the answer must not tell which ids exist.
   */
  async record(report: StoredReport): Promise<void> {
    const video = await this.#deps.videos.find(report.videoId);
    if (!video || !canSee(video, null)) return;
    await this.#deps.events.add(report);
  }

  /** Removes what is older than it is to be kept. */
  async sweep(): Promise<void> {
    for (let round = 0; round < sweepRounds; round++) {
      const removed = await this.#deps.events.removeOlderThan(this.#deps.keepDays, sweepRows);
      if (removed < sweepRows) return;
    }
  }
}
