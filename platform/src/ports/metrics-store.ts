/** What is counted of the views of a video. All whole numbers. */
export interface Counters {
  /** Views that showed a picture. */
  readonly views: number;
  /** Those that failed before they did. */
  readonly failedStarts: number;
  /** Milliseconds that were played, by the clocks of the viewers. */
  readonly watchedMs: number;
  /** Views that reached the end. */
  readonly completions: number;
  /** Standstills for want of media, and the milliseconds that they took. */
  readonly rebuffers: number;
  readonly rebufferMs: number;
  /** Views that failed for good, before or after the first picture. */
  readonly errors: number;
}

export const counterNames = [
  'views',
  'failedStarts',
  'watchedMs',
  'completions',
  'rebuffers',
  'rebufferMs',
  'errors',
] as const satisfies readonly (keyof Counters)[];

export const noCounts: Counters = {
  views: 0,
  failedStarts: 0,
  watchedMs: 0,
  completions: 0,
  rebuffers: 0,
  rebufferMs: 0,
  errors: 0,
};

export interface DayCounters extends Counters {
  /** `2026-11-29`, in UTC. */
  readonly day: string;
}

/** What is to be added to the counters of a video and a day. */
export interface CounterDelta extends DayCounters {
  readonly videoId: string;
}

/** What one record of a stream adds. */
export interface RecordedCounts {
  /** Decimal digits. Grows from record to record of a source. */
  readonly sequence: string;
  readonly counters: readonly CounterDelta[];
}

/** Counters of videos, as far as whoever shows them needs to know. */
export interface MetricsReader {
  /** The days from `from` to `to`, both included, that have counts, the oldest first. */
  read(videoId: string, days: { from: string; to: string }): Promise<DayCounters[]>;
}

/** Counters of videos that are fed by a stream, which delivers at least once. */
export interface MetricsStore extends MetricsReader {
  /**
   * Adds what records of one source, such as a shard, brought, in the order of their sequence. A record counts once,
   * however often and in whatever batches it comes; after a throw the same records are to be added again. Records
   * that come after later ones of their source count nothing.
   */
  add(source: string, records: readonly RecordedCounts[]): Promise<void>;
}

/** The store did not take or give counts; the same call may succeed later, unless the code says that it never will. */
export class MetricsError extends Error {
  readonly code: 'metrics_unavailable' | 'sequence_invalid';

  constructor(code: MetricsError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MetricsError';
    this.code = code;
  }
}
