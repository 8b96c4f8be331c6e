import type { ViewRecord } from '@vidkit/contracts/events/view-record';

/** Of one call. */
export const maxRecords = 500;

/** Takes what happens in views to whoever counts and keeps it. */
export interface EventStream {
  /**
   * Stores the records durably, in their order for each view, at most 500. What is put again after a throw can be there
   * twice: an event is known by its view and `seq`. Throws `EventStreamError`.
   */
  put(records: readonly ViewRecord[]): Promise<void>;
}

export class EventStreamError extends Error {
  /** `stream_unavailable`: not all of it is stored, and the same call may succeed later. */
  readonly code: 'stream_unavailable' | 'too_many_records';

  constructor(code: EventStreamError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EventStreamError';
    this.code = code;
  }
}

/** Throws `EventStreamError` for more than a stream takes at once. */
export const checkRecords = (records: readonly ViewRecord[]): void => {
  if (records.length <= maxRecords) return;
  throw new EventStreamError(
    'too_many_records',
    `${records.length} records were put at once; at most ${maxRecords} can be.`,
  );
};
