import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';

import { GetItemCommand } from '@aws-sdk/client-dynamodb';

import type { DayCounters, RecordedCounts } from '../ports/metrics-store.ts';
import { throttled, unavailable } from '../testing/aws/json-service.ts';
import { startTestDynamo, type TestDynamo } from '../testing/aws/test-dynamo.ts';
import { describeMetricsReader } from '../testing/metrics-reader-suite.ts';
import { createDelta } from '../testing/view-records.ts';
import { DynamoMetricsStore } from './dynamo-metrics-store.ts';

// dynalite over the SDK's own client: it checks conditions as DynamoDB does, but lets nothing expire.

describeMetricsReader('DynamoMetricsStore', async () => {
  const dynamo = await startTestDynamo();
  const metrics = new DynamoMetricsStore({ table: dynamo.table, keepDays: 400 });
  let sequence = 0;
  return {
    metrics,
    add: (deltas) => metrics.add(`shard-${++sequence}`, [{ sequence: '1', counters: deltas }]),
    newVideo: () => Promise.resolve(randomUUID()),
    tearDown: async () => {
      await metrics.stop();
      await dynamo.stop();
    },
  };
});

describe('DynamoMetricsStore as a stream feeds it', () => {
  let dynamo: TestDynamo;
  let store: DynamoMetricsStore;
  before(async () => {
    dynamo = await startTestDynamo();
    store = new DynamoMetricsStore({ table: dynamo.table, keepDays: 400 });
  });
  after(async () => {
    await store.stop();
    await dynamo.stop();
  });
  afterEach(() => dynamo.service.heal());

  const views = async (videoId: string): Promise<number> =>
    (await store.read(videoId, { from: '2026-01-01', to: '2026-12-31' })).reduce(
      (sum: number, day: DayCounters) => sum + day.views,
      0,
    );
  /** Records of a view each, numbered as Kinesis does, with more digits than a number has. */
  const records = (videoId: string, from: number, to: number): RecordedCounts[] =>
    Array.from({ length: to - from + 1 }, (_, index) => ({
      sequence: `4965${'0'.repeat(48)}${String(from + index).padStart(4, '0')}`,
      counters: [createDelta({ videoId })],
    }));

  it('counts each record once, in whatever batches it comes again', async () => {
    const videoId = randomUUID();
    await store.add('shard-0', records(videoId, 1, 10));
    assert.equal(await views(videoId), 10);
    await store.add('shard-0', records(videoId, 1, 10));
    await store.add('shard-0', records(videoId, 1, 5));
    await store.add('shard-0', records(videoId, 6, 10));
    assert.equal(await views(videoId), 10);
    await store.add('shard-0', records(videoId, 6, 15));
    assert.equal(await views(videoId), 15);
    await store.add('shard-0', records(videoId, 12, 13));
    assert.equal(await views(videoId), 15);
    await store.add('shard-1', records(videoId, 1, 3));
    assert.equal(await views(videoId), 18);
  });

  it('goes on where a batch broke off, however it is cut the next time', async () => {
    const videos = Array.from({ length: 40 }, () => randomUUID());
    const batch = videos.flatMap((videoId, index) => records(videoId, index * 3 + 1, index * 3 + 3));
    // Which is not tried again: some of the items are written, some are not.
    dynamo.service.failNext('UpdateItem', { status: 400, code: 'ValidationException' }, 5);
    await assert.rejects(store.add('shard-0', batch), { code: 'metrics_unavailable' });
    dynamo.service.heal();
    for (const part of [batch.slice(0, 50), batch.slice(30, 100), batch]) await store.add('shard-0', part);
    for (const videoId of videos) assert.equal(await views(videoId), 3);
  });

  it('takes a random history of deliveries for what it was', async () => {
    const videos = [randomUUID(), randomUUID(), randomUUID()];
    const all = Array.from({ length: 120 }, (_, index) => ({
      sequence: String(index + 1),
      counters: [createDelta({ videoId: videos[(index * 7) % 3] ?? '' })],
    }));
    let done = 0;
    while (done < all.length) {
      const end = Math.min(all.length, done + 1 + Math.floor(Math.random() * 20));
      if (Math.random() < 0.4) dynamo.service.failNext('UpdateItem', 'answer lost');
      if (Math.random() < 0.3) dynamo.service.failNext('UpdateItem', throttled('ThrottlingException'), 2);
      const from = Math.max(0, done - Math.floor(Math.random() * 20));
      const stored = await store.add('shard-0', all.slice(from, end)).then(
        () => true,
        () => false,
      );
      dynamo.service.heal();
      if (stored) done = end;
    }
    for (const videoId of videos) assert.equal(await views(videoId), 40);
  });

  it('counts once when two count the same at the same time', async () => {
    const videoId = randomUUID();
    await Promise.all([1, 2, 3].map(() => store.add('shard-0', records(videoId, 1, 30))));
    assert.equal(await views(videoId), 30);
  });

  it('writes once for each video and day, and remembers when it is to go', async () => {
    const videoId = randomUUID();
    const before = dynamo.service.count('UpdateItem');
    await store.add('shard-0', records(videoId, 1, 500));
    assert.equal(dynamo.service.count('UpdateItem') - before, 1);
    const { Item } = await dynamo.client.send(
      new GetItemCommand({
        TableName: dynamo.table,
        Key: { pk: { S: `metric#${videoId}` }, sk: { S: 'day#2026-11-29' } },
      }),
    );
    assert.equal(Number(Item?.['expires']?.N), Date.parse('2026-11-29') / 1000 + 400 * 86_400);
  });

  it('refuses what is no sequence', async () => {
    for (const sequence of ['', '-1', '1.5', 'LATEST', '1'.repeat(65), "1' OR"]) {
      await assert.rejects(store.add('shard-0', [{ sequence, counters: [createDelta()] }]), {
        code: 'sequence_invalid',
      });
    }
    await store.add('shard-0', []);
    await store.add('shard-0', [{ sequence: '1', counters: [] }]);
  });

  it('says when DynamoDB does not answer', async () => {
    dynamo.service.failNext('*', unavailable, 8);
    await assert.rejects(store.read(randomUUID(), { from: '2026-01-01', to: '2026-01-02' }), {
      code: 'metrics_unavailable',
    });
  });
});
