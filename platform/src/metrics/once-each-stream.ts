import type { ViewRecord } from '@vidkit/contracts/events/view-record';

import type { Cache } from '../ports/cache.ts';
import type { EventStream } from '../ports/event-stream.ts';

/** First and last `seq` of events that are stored already, ascending and apart from each other. */
type Known = readonly (readonly [first: number, last: number])[];

/** A player that got no answer sends its events again within minutes, or never. */
const rememberedSeconds = 3600;
/** Reports of one view rarely have gaps between them. */
const mostRanges = 50;

/**
 * Leaves out events that a player sends again because the answer got lost, for a stream that would count them twice. It
 * remembers them in the cache: where that forgets, or two reports of a view with the same events come at the same moment, an event can pass twice.
 */
export class OnceEachStream implements EventStream {
  readonly #stream: EventStream;
  readonly #cache: Cache;

  constructor(stream: EventStream, cache: Cache) {
    this.#stream = stream;
    this.#cache = cache;
  }

  async put(records: readonly ViewRecord[]): Promise<void> {
    const known = new Map<string, Known>();
    for (const view of new Set(records.map((record) => record.view))) {
      known.set(view, (await this.#cache.get<Known>(keyOf(view))) ?? []);
    }
    const fresh: ViewRecord[] = [];
    for (const record of records) {
      const before = known.get(record.view) ?? [];
      const events = record.events.filter(({ seq }) => !has(before, seq));
      if (events.length > 0) fresh.push({ ...record, events });
      known.set(
        record.view,
        withAll(
          before,
          events.map(({ seq }) => seq),
        ),
      );
    }
    if (fresh.length === 0) return;
    await this.#stream.put(fresh);
    for (const view of new Set(fresh.map((record) => record.view))) {
      await this.#cache.set(keyOf(view), known.get(view), rememberedSeconds);
    }
  }
}

const keyOf = (view: string): string => `view:${view}`;

const has = (known: Known, seq: number): boolean =>
  known.some(([first, last]) => first <= seq && seq <= last);

const withAll = (known: Known, seqs: readonly number[]): Known => {
  const joined: [number, number][] = [];
  const all = [...known, ...seqs.map((seq) => [seq, seq] as const)].sort(([a], [b]) => a - b);
  for (const [first, last] of all) {
    const previous = joined.at(-1);
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else joined.push([first, last]);
  }
  return joined.slice(-mostRanges);
};
