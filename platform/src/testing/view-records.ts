import { randomUUID } from 'node:crypto';

import type { ViewRecord } from '@vidkit/contracts/events/view-record';
import type { ViewEvent } from '@vidkit/contracts/schemas/view-event';

import { type CounterDelta, noCounts } from '../ports/metrics-store.ts';

export const createBeat = (seq: number, playedMs = 1000): ViewEvent => ({
  type: 'beat',
  seq,
  at: seq * 1000,
  position: seq * 1000,
  ranges: [],
  playedMs,
});

export const createRecord = (overrides: Partial<ViewRecord> = {}): ViewRecord => ({
  view: randomUUID(),
  videoId: randomUUID(),
  receivedAt: new Date().toISOString(),
  events: [createBeat(0)],
  ...overrides,
});

export const createDelta = (overrides: Partial<CounterDelta> = {}): CounterDelta => ({
  videoId: randomUUID(),
  day: '2026-11-29',
  ...noCounts,
  views: 1,
  ...overrides,
});
