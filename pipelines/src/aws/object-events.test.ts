import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { objectEvent } from '@vidkit/contracts/events/object-event';

import { awsEvent, Heard, inBatch } from '../testing/aws-events.ts';
import { objectEvents } from './object-events.ts';

describe('objectEvents', () => {
  const created = (key: string) =>
    awsEvent('s3.object-created', { object: { key, size: 1, etag: '', sequencer: '' } });
  const restored = (key: string) =>
    awsEvent('s3.object-restored', { object: { key, size: 1, etag: '', sequencer: '' } });

  it('tells the API of uploads that are whole, and of originals that can be read again', async () => {
    const heard = new Heard();
    const batch = inBatch(
      created('sources/a/1'),
      restored('archive/sources/a/1'),
      restored('archive/v/b/12/720.mp4'),
    );
    assert.deepEqual(await objectEvents(heard)(batch), { batchItemFailures: [] });
    const told = (type: string, key: string) => ({ topic: 'object-event', message: { type, key }, key });
    assert.deepEqual(heard.sent, [
      told('object_created', 'sources/a/1'),
      told('object_restored', 'archive/sources/a/1'),
      told('object_restored', 'archive/v/b/12/720.mp4'),
    ]);
    for (const { message } of heard.sent) objectEvent.parse(message);
  });

  it('takes keys as they are, whatever is in them', async () => {
    const heard = new Heard();
    const keys = ['sources/a b+c%20d', 'sources/ü/映画.mp4', 'sources/a%2Fb'];
    await objectEvents(heard)(inBatch(...keys.map(created)));
    assert.deepEqual(
      heard.sent.map(({ message }) => (message as { key: string }).key),
      keys,
    );
  });

  it('passes over objects elsewhere and events that nobody asked for, and says so once each', async () => {
    const heard = new Heard();
    const handle = objectEvents(heard);
    const others = [
      created('v/a/12/master.m3u8'),
      created('archive/sources/a/1'),
      restored('sources/a/1'),
      awsEvent('mediaconvert.error'),
    ];
    const removed = { ...awsEvent('s3.object-created'), 'detail-type': 'Object Deleted' };
    for (let i = 0; i < 2; i += 1) {
      assert.deepEqual(await handle(inBatch(...others, removed)), { batchItemFailures: [] });
    }
    assert.deepEqual(heard.sent, []);
    assert.equal(heard.said.length, 4);
  });

  it('gives back what cannot be read and what the queue did not take', async () => {
    const heard = new Heard();
    heard.failures = 1;
    const poison = [
      created(''),
      created('x'.repeat(2000)),
      awsEvent('s3.object-created', { object: null }),
      '{]',
    ];
    const answer = await objectEvents(heard)(
      inBatch(created('sources/a/1'), ...poison, created('sources/b/1')),
    );
    assert.deepEqual(
      answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      ['0', '1', '2', '3', '4'],
    );
    assert.equal(heard.sent.length, 1);
  });

  it('refuses what is no batch at all', async () => {
    await assert.rejects(objectEvents(new Heard())(awsEvent('kinesis.records')));
  });
});
