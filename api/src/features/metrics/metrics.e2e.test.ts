import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { ViewEvent } from '@vidkit/contracts/schemas/view-event';
import { describeEventStream } from '@vidkit/platform/testing/event-stream-suite';
import { describeMetricsReader } from '@vidkit/platform/testing/metrics-reader-suite';

import { up } from '../../../migrations/0017_video_metrics.ts';
import { rejectsWith } from '../../testing/rejects.ts';
import { startTestApi, type TestApi, type TestPerson } from '../../testing/test-api.ts';
import { changeVideo, storedVideo } from '../../testing/uploading.ts';
import { EventsRepository } from '../events/events.repository.ts';
import { MetricsRepository } from './metrics.repository.ts';

describeEventStream('EventsRepository', async () => {
  const api = await startTestApi();
  const { knex } = api.product;
  const videoId = await storedVideo(await api.person());
  return {
    stream: new EventsRepository(knex, new MetricsRepository(knex)),
    videoId,
    stored: async (view) =>
      (await knex('view_event').where({ view_id: view }).select<{ seq: number }[]>('seq').orderBy('seq')).map(
        ({ seq }) => seq,
      ),
    tearDown: () => api.stop(),
  };
});

describeMetricsReader('MetricsRepository', async () => {
  const api = await startTestApi();
  const { knex } = api.product;
  const metrics = new MetricsRepository(knex);
  const owner = await api.person();
  return {
    metrics,
    add: (deltas) => knex.transaction((trx) => metrics.add(trx, deltas)),
    newVideo: () => storedVideo(owner),
    tearDown: () => api.stop(),
  };
});

describe('GET /v1/videos/:id/metrics', () => {
  let api: TestApi;
  let owner: TestPerson;
  let videoId: string;
  before(async () => {
    api = await startTestApi({ EVENTS_KEEP_DAYS: '30' });
    owner = await api.person('Owner');
    videoId = await storedVideo(owner);
    await changeVideo(owner, videoId, { visibility: 'public' });
  });
  after(() => api.stop());

  const at = (seq: number): { seq: number; at: number; position: number } => ({ seq, at: 0, position: 0 });
  const today = (): string => new Date().toISOString().slice(0, 10);
  const watch = (view: string, events: ViewEvent[]): Promise<unknown> =>
    api.visitor.call('recordEvents', { body: { view, videoId, events } });
  const read = (query: { from?: string; to?: string } = {}) =>
    owner.client.call('getVideoMetrics', { params: { id: videoId }, query });

  it('counts what players tell, each event once', async () => {
    assert.deepEqual((await read()).days, []);
    const view = randomUUID();
    const first: ViewEvent[] = [
      { ...at(0), type: 'start', startupMs: 300, autoplay: false, muted: false },
      { ...at(1), type: 'beat', ranges: [[0, 10_000]], playedMs: 10_000 },
    ];
    await watch(view, first);
    // Its answer got lost: it goes along with the next one, and all of it at the same time once more.
    const second: ViewEvent[] = [
      ...first,
      { ...at(2), type: 'rebuffer', ms: 250 },
      { ...at(3), type: 'quartile', percent: 100 },
      { ...at(4), type: 'end', ranges: [], playedMs: 5000 },
    ];
    await Promise.all([watch(view, second), watch(view, second), watch(view, first)]);
    await watch(randomUUID(), [{ ...at(0), type: 'error', code: 'decode', started: false }]);
    const total = {
      views: 1,
      failedStarts: 1,
      watchedMs: 15_000,
      completions: 1,
      rebuffers: 1,
      rebufferMs: 250,
      errors: 1,
    };
    const metrics = await read();
    assert.deepEqual(metrics.total, total);
    assert.deepEqual(metrics.days, [{ day: today(), ...total }]);
    assert.deepEqual([metrics.videoId, metrics.to], [videoId, today()]);
    assert.equal((Date.parse(metrics.to) - Date.parse(metrics.from)) / 86_400_000, 27);
  });

  it('has counted what was there before there were counters', async () => {
    const { knex } = api.product;
    const before = await read();
    await knex.raw('drop table video_metric');
    await up(knex);
    assert.deepEqual(await read(), before);
  });

  it('gives the days that were asked for', async () => {
    await api.product.knex('video_metric').where({ video_id: videoId }).update({ day: '2026-02-28' });
    assert.equal((await read({ from: '2026-02-28', to: '2026-02-28' })).days.length, 1);
    assert.equal((await read({ from: '2026-02-01', to: '2026-02-27' })).days.length, 0);
    assert.equal((await read({ to: '2026-03-01' })).total.views, 1);
  });

  it('is for the owner alone', async () => {
    const other = await api.person('Other');
    const reader = await api.person('Reader', ['videos:write']);
    const ask = { params: { id: videoId }, query: {} };
    await rejectsWith(other.client.call('getVideoMetrics', ask), 'not_found');
    await rejectsWith(reader.client.call('getVideoMetrics', ask), 'insufficient_scope');
    await rejectsWith(api.visitor.call('getVideoMetrics', ask), 'unauthenticated');
    const missing = { params: { id: randomUUID() }, query: {} };
    await rejectsWith(owner.client.call('getVideoMetrics', missing), 'not_found');
  });

  it('refuses what is no span of days', async () => {
    for (const query of [
      { from: '2026-02-02', to: '2026-02-01' },
      { from: '2020-01-01', to: '2026-01-01' },
      { from: '1026-01-01' },
      { from: '2026-02-30' },
      { to: 'yesterday' },
      { from: `'; drop table video_metric; --` },
      { to: '2026-01-01T00:00:00Z' },
    ]) {
      await rejectsWith(read(query), 'invalid_request');
    }
  });

  it('keeps them for as long as the operator says', async () => {
    await api.product.knex('video_metric').update({ day: '2020-01-01' });
    await api.product.janitor.run();
    assert.deepEqual(await api.product.knex('video_metric').select('*'), []);
  });
});
