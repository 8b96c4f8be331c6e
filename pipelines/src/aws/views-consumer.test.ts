import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { ViewRecord } from '@vidkit/contracts/events/view-record';
import type { MetricsStore, RecordedCounts } from '@vidkit/platform/ports/metrics-store';

import { awsEvent, Heard } from '../testing/aws-events.ts';
import { viewsConsumer } from './views-consumer.ts';

describe('viewsConsumer', () => {
  const videoId = '0198a5e0-0000-7000-8000-000000000001';
  const createRecord = (view: number): ViewRecord => ({
    view: `0198a5e0-0000-7000-8000-${String(view).padStart(12, '0')}`,
    videoId,
    receivedAt: '2026-11-29T12:00:00.000Z',
    events: [{ type: 'start', seq: 0, at: 300, position: 0, startupMs: 300, autoplay: false, muted: false }],
  });
  const shard = (number: number, ...data: readonly unknown[]) =>
    data.map((one, i) => ({
      eventID: `shardId-00000000000${number}:${number}00${i}`,
      eventSourceARN: 'arn:aws:kinesis:eu-central-1:111122223333:stream/views',
      kinesis: {
        sequenceNumber: `${number}00${i}`,
        partitionKey: 'a',
        data: Buffer.from(typeof one === 'string' ? one : JSON.stringify(one)).toString('base64'),
      },
    }));
  /** Keeps to what the port promises: a record counts once. */
  class Counted implements MetricsStore {
    readonly last = new Map<string, bigint>();
    views = 0;
    failures = 0;
    add(source: string, records: readonly RecordedCounts[]): Promise<void> {
      if (this.failures > 0) {
        this.failures -= 1;
        return Promise.reject(new Error('ProvisionedThroughputExceededException'));
      }
      for (const { sequence, counters } of records) {
        if (BigInt(sequence) <= (this.last.get(source) ?? -1n)) continue;
        this.last.set(source, BigInt(sequence));
        for (const { views } of counters) this.views += views;
      }
      return Promise.resolve();
    }
    read(): Promise<never[]> {
      return Promise.resolve([]);
    }
  }

  it('counts every record once, by its shard and its place there', async () => {
    const [metrics, { log }] = [new Counted(), new Heard()];
    const consume = viewsConsumer({ metrics, log });
    const event = { Records: [...shard(1, createRecord(1), createRecord(2)), ...shard(2, createRecord(3))] };
    assert.deepEqual(await consume(event), { batchItemFailures: [] });
    assert.deepEqual(await consume(event), { batchItemFailures: [] });
    assert.equal(metrics.views, 3);
    assert.deepEqual([...metrics.last.keys()], ['views/shardId-000000000001', 'views/shardId-000000000002']);
  });

  it('says how many views began and how many errors there were', async () => {
    const lines: object[] = [];
    const log = {
      ...new Heard().log,
      info: (fields: object, msg: string) => void lines.push({ ...fields, msg }),
    };
    const error = {
      type: 'error',
      seq: 1,
      at: 400,
      position: 0,
      code: 'network',
      started: true,
    } as const;
    const broken = createRecord(2);
    const event = { Records: shard(1, createRecord(1), { ...broken, events: [...broken.events, error] }) };
    await viewsConsumer({ metrics: new Counted(), log })(event);
    assert.deepEqual(lines, [
      { source: 'views/shardId-000000000001', starts: 2, errors: 1, msg: 'views counted' },
    ]);
  });

  it('names the first record that was not counted, so that none is lost', async () => {
    const [metrics, { log }] = [new Counted(), new Heard()];
    const consume = viewsConsumer({ metrics, log });
    const event = { Records: shard(1, createRecord(1), createRecord(2)) };
    metrics.failures = 1;
    assert.deepEqual(await consume(event), { batchItemFailures: [{ itemIdentifier: '1000' }] });
    assert.deepEqual(await consume(event), { batchItemFailures: [] });
    assert.equal(metrics.views, 2);
  });

  it('counts what comes before a record that cannot be read, and stops there', async () => {
    for (const poison of [
      '{',
      'null',
      '[]',
      { ...createRecord(2), videoId: '../..' },
      { ...createRecord(2), events: [] },
    ]) {
      const [metrics, { log }] = [new Counted(), new Heard()];
      const event = { Records: shard(1, createRecord(1), poison, createRecord(3)) };
      assert.deepEqual(await viewsConsumer({ metrics, log })(event), {
        batchItemFailures: [{ itemIdentifier: '1001' }],
      });
      assert.equal(metrics.views, 1);
    }
  });

  it('takes the event that Kinesis sends, and refuses what is none', async () => {
    const heard = new Heard();
    const consume = viewsConsumer({ metrics: new Counted(), log: heard.log });
    // Its records are text.
    const answer = await consume(awsEvent('kinesis.records'));
    assert.equal(answer.batchItemFailures.length, 1);
    await assert.rejects(consume(awsEvent('sqs.records')));
    await assert.rejects(consume(null));
  });
});
