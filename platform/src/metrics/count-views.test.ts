import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ViewRecord } from '@vidkit/contracts/events/view-record';
import type { ViewEvent } from '@vidkit/contracts/schemas/view-event';

import { noCounts } from '../ports/metrics-store.ts';
import { countViews } from './count-views.ts';

const at = (seq: number): { seq: number; at: number; position: number } => ({ seq, at: 0, position: 0 });
const start = (seq = 0): ViewEvent => ({
  ...at(seq),
  type: 'start',
  startupMs: 80,
  autoplay: false,
  muted: false,
});
const beat = (seq: number, playedMs: number): ViewEvent => ({
  ...at(seq),
  type: 'beat',
  ranges: [],
  playedMs,
});

const record = (overrides: Partial<ViewRecord> = {}): ViewRecord => ({
  view: 'v1',
  videoId: 'a',
  receivedAt: '2026-11-29T23:59:59.999Z',
  events: [start()],
  ...overrides,
});

describe('countViews', () => {
  it('counts what each kind of event is there for', () => {
    const events: ViewEvent[] = [
      start(0),
      beat(1, 10_000),
      { ...at(2), type: 'rebuffer', ms: 700 },
      { ...at(3), type: 'seek', from: 3 },
      { ...at(4), type: 'rendition', height: 720, bitrate: 1 },
      { ...at(5), type: 'quartile', percent: 75 },
      { ...at(6), type: 'quartile', percent: 100 },
      { ...at(7), type: 'error', code: 'network', started: true },
      { ...at(8), type: 'end', ranges: [], playedMs: 400 },
      { ...at(9), type: 'leave', ranges: [], playedMs: 30 },
    ];
    assert.deepEqual(countViews([record({ events })]), [
      {
        videoId: 'a',
        day: '2026-11-29',
        views: 1,
        failedStarts: 0,
        watchedMs: 10_430,
        completions: 1,
        rebuffers: 1,
        rebufferMs: 700,
        errors: 1,
      },
    ]);
  });

  it('tells a failure of the start from one of playback', () => {
    const events: ViewEvent[] = [{ ...at(0), type: 'error', code: 'decode', started: false }];
    assert.deepEqual(countViews([record({ events })]), [
      { videoId: 'a', day: '2026-11-29', ...noCounts, failedStarts: 1, errors: 1 },
    ]);
  });

  it('adds up by video and day', () => {
    const deltas = countViews([
      record(),
      record({ view: 'v2' }),
      record({ view: 'v3', videoId: 'b' }),
      record({ view: 'v4', receivedAt: '2026-11-30T00:00:00.000Z' }),
    ]);
    assert.deepEqual(
      deltas.map(({ videoId, day, views }) => [videoId, day, views]),
      [
        ['a', '2026-11-29', 2],
        ['b', '2026-11-29', 1],
        ['a', '2026-11-30', 1],
      ],
    );
  });

  it('counts an event once that was sent twice, and nothing where nothing is to be counted', () => {
    const [delta, ...others] = countViews([record(), record({ events: [start(), beat(1, 5), beat(1, 5)] })]);
    assert.deepEqual([delta?.views, delta?.watchedMs, others.length], [1, 5, 0]);
    assert.deepEqual(countViews([record({ events: [{ ...at(0), type: 'seek', from: 0 }] })]), []);
    assert.deepEqual(countViews([]), []);
  });
});
