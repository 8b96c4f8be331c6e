import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';

import { viewRecord } from '@vidkit/contracts/events/view-record';

import { throttled, unavailable } from '../testing/aws/json-service.ts';
import { startTestKinesis, type TestKinesis } from '../testing/aws/test-kinesis.ts';
import { describeEventStream } from '../testing/event-stream-suite.ts';
import { createBeat, createRecord } from '../testing/view-records.ts';
import { KinesisEventStream } from './kinesis-event-stream.ts';

// kinesalite over the SDK's own client. It knows no limits of speed: that Kinesis refuses part of a request is told to it.

/** The events of a view from the one shard that has any. */
const storedIn = async (kinesis: TestKinesis, view: string): Promise<number[]> => {
  const shards = (await kinesis.read()).map((texts) =>
    texts.map((text) => viewRecord.parse(JSON.parse(text))).filter((record) => record.view === view),
  );
  const [records = [], ...others] = shards.filter(({ length }) => length > 0);
  assert.equal(others.length, 0, 'one shard has all of a view');
  return records.flatMap(({ events }) => events.map(({ seq }) => seq));
};

describeEventStream('KinesisEventStream', async () => {
  const kinesis = await startTestKinesis();
  const stream = new KinesisEventStream({ stream: kinesis.stream });
  return {
    stream,
    videoId: randomUUID(),
    stored: (view) => storedIn(kinesis, view),
    tearDown: async () => {
      await stream.stop();
      await kinesis.stop();
    },
  };
});

describe('KinesisEventStream when things break', () => {
  let kinesis: TestKinesis;
  let stream: KinesisEventStream;
  before(async () => {
    kinesis = await startTestKinesis();
    stream = new KinesisEventStream({ stream: kinesis.stream });
  });
  after(async () => {
    await stream.stop();
    await kinesis.stop();
  });
  afterEach(() => kinesis.service.heal());

  it('puts those again that were refused, and only those', async () => {
    const view = randomUUID();
    const records = [0, 1, 2].map((seq) => createRecord({ view, events: [createBeat(seq)] }));
    const others = Array.from({ length: 20 }, () => createRecord());
    const before = kinesis.service.count('PutRecords');
    // Every second one of a request is refused, twice.
    kinesis.service.refuseEverySecond('PutRecords', 2);
    await stream.put([...records, ...others]);
    assert.deepEqual(await storedIn(kinesis, view), [0, 1, 2]);
    for (const other of others) assert.deepEqual(await storedIn(kinesis, other.view), [0]);
    const sizes = kinesis.service.requests
      .filter(({ action }) => action === 'PutRecords')
      .slice(before)
      .map(({ input }) => (input['Records'] as unknown[]).length);
    assert.deepEqual(sizes, [21, 10, 5, 1, 1]);
  });

  it('tries again what was throttled, failed on the other side or got no answer', async () => {
    for (const fault of [
      throttled('ProvisionedThroughputExceededException'),
      { status: 500, code: 'InternalFailure' },
      unavailable,
      'cut',
      'hang',
    ] as const) {
      kinesis.service.failNext('PutRecords', fault);
      const record = createRecord();
      await stream.put([record]);
      assert.deepEqual(await storedIn(kinesis, record.view), [0]);
    }
  });

  it('has a record twice whose answer got lost', async () => {
    kinesis.service.failNext('PutRecords', 'answer lost');
    const record = createRecord();
    await stream.put([record]);
    assert.deepEqual(await storedIn(kinesis, record.view), [0, 0]);
  });

  it('says when it gives up', async () => {
    kinesis.service.failNext('PutRecords', { status: 400, code: 'ResourceNotFoundException' });
    await assert.rejects(stream.put([createRecord()]), { code: 'stream_unavailable' });
    kinesis.service.refuseEverySecond('PutRecords', 100);
    const many = Array.from({ length: 200 }, () => createRecord());
    await assert.rejects(stream.put(many), { code: 'stream_unavailable' });
  });
});
