import type { ViewRecord } from '@vidkit/contracts/events/view-record';
import type { ViewEvent } from '@vidkit/contracts/schemas/view-event';

import { type CounterDelta, type Counters, counterNames, noCounts } from '../ports/metrics-store.ts';

/**
 * What reports of views add to the counters, one delta for each video and day; none where nothing is counted. An event
 * that is in there twice, by its view and `seq`, counts once.
 */
export const countViews = (records: readonly ViewRecord[]): CounterDelta[] => {
  const seen = new Set<string>();
  const deltas = new Map<string, CounterDelta>();
  for (const { view, videoId, receivedAt, events } of records) {
    const day = receivedAt.slice(0, 10);
    for (const event of events) {
      const name = `${view} ${event.seq}`;
      if (seen.has(name)) continue;
      seen.add(name);
      const key = `${videoId} ${day}`;
      deltas.set(key, {
        videoId,
        day,
        ...addCounters(deltas.get(key) ?? noCounts, countsOf(event)),
      });
    }
  }
  return [...deltas.values()].filter((delta) => counterNames.some((counter) => delta[counter] > 0));
};

/** The sum, without what else the two may have. */
export const addCounters = (one: Counters, other: Partial<Counters>): Counters => {
  const sum: Record<keyof Counters, number> = { ...noCounts };
  for (const name of counterNames) sum[name] = one[name] + (other[name] ?? 0);
  return sum;
};

const countsOf = (event: ViewEvent): Partial<Counters> => {
  switch (event.type) {
    case 'start':
      return { views: 1 };
    case 'beat':
    case 'end':
    case 'leave':
      return { watchedMs: event.playedMs };
    case 'quartile':
      return event.percent === 100 ? { completions: 1 } : {};
    case 'rebuffer':
      return { rebuffers: 1, rebufferMs: event.ms };
    case 'error':
      return { errors: 1, failedStarts: event.started ? 0 : 1 };
    case 'seek':
    case 'rendition':
      return {};
  }
};
