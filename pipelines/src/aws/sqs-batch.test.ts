import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { awsEvent, Heard } from '../testing/aws-events.ts';
import { handleBatch } from './sqs-batch.ts';

describe('handleBatch', () => {
  it('hands on the messages of the event that SQS sends, and names those that failed', async () => {
    const bodies: unknown[] = [];
    const handle = (body: unknown) => Promise.resolve(void bodies.push(body));
    // The first body is no JSON.
    const answer = await handleBatch(awsEvent('sqs.records'), handle, new Heard().log);
    assert.deepEqual(answer, {
      batchItemFailures: [{ itemIdentifier: '059f36b4-87a3-44ab-83d2-661975830a7d' }],
    });
    assert.deepEqual(bodies, [{ message: 'foo1' }]);
  });

  it('is content with an empty batch, and throws at what is none', async () => {
    const { log } = new Heard();
    const handle = () => Promise.resolve();
    assert.deepEqual(await handleBatch({ Records: [] }, handle, log), { batchItemFailures: [] });
    for (const event of [null, {}, [], { Records: [{}] }])
      await assert.rejects(handleBatch(event, handle, log));
  });
});
