import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { encodeEnded, encodeStatus } from '@vidkit/contracts/events/media';

import { awsEvent, Heard, inBatch } from '../testing/aws-events.ts';
import { encodeEvents } from './encode-events.ts';

describe('encodeEvents', () => {
  const videoId = '0198a5e0-0000-7000-8000-000000000001';
  const planId = '0123456789abcdef';
  const userMetadata = { videoId, encode: '2', planId, from: '20', to: '98' };
  const of = (name: string, detail: object = {}) =>
    awsEvent(`mediaconvert.${name}`, { userMetadata, ...detail });
  const key = `${videoId}:2:${planId}`;

  it('tells the workers of every end, whatever the output group says', async () => {
    const heard = new Heard();
    const handle = encodeEvents(heard);
    const answer = await handle(inBatch(of('complete-cmaf'), of('complete-file'), of('error')));
    assert.deepEqual(answer, { batchItemFailures: [] });
    const complete = { videoId, encode: 2, planId, outcome: 'complete', errorCode: null };
    const failed = { ...complete, outcome: 'failed', errorCode: 1040 };
    assert.deepEqual(heard.sent, [
      { topic: 'encode-ended', message: complete, key },
      { topic: 'encode-ended', message: complete, key },
      { topic: 'encode-ended', message: failed, key },
    ]);
    for (const { message } of heard.sent) encodeEnded.parse(message);
    await handle(inBatch(of('progressing', { status: 'CANCELED' })));
    assert.deepEqual(heard.sent.at(-1)?.message, { ...failed, errorCode: null });
  });

  it('tells how far a job is, between its begin and its end in the whole', async () => {
    const heard = new Heard();
    await encodeEvents(heard)(inBatch(of('status-update'), of('progressing'), of('input-information')));
    const [status, ...others] = heard.sent;
    assert.deepEqual(others, []);
    assert.equal(status?.topic, 'encode-status');
    const { progress } = encodeStatus.parse(status.message) as { progress: object };
    assert.deepEqual(progress, { stage: 'renditions', percent: 25.5, secondsLeft: null });
  });

  it('passes over what is not ours and what is new, and says so once', async () => {
    const heard = new Heard();
    const handle = encodeEvents(heard);
    const foreign = awsEvent('mediaconvert.complete-cmaf');
    const other = awsEvent('s3.object-created');
    const unheardOf = of('progressing', { status: 'REHEARSING' });
    for (let i = 0; i < 3; i += 1) {
      assert.deepEqual(await handle(inBatch(foreign, other, unheardOf)), { batchItemFailures: [] });
    }
    assert.deepEqual(heard.sent, []);
    assert.equal(heard.said.length, 3);
  });

  it('gives back what cannot be read, and nothing else of the batch', async () => {
    const heard = new Heard();
    const poison = [
      '{',
      '[]',
      'null',
      of('complete-cmaf', { jobId: 7 }),
      of('status-update', { jobProgress: { jobPercentComplete: 1e9 } }),
    ];
    const answer = await encodeEvents(heard)(inBatch(...poison, of('complete-cmaf')));
    assert.deepEqual(
      answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      ['0', '1', '2', '3', '4'],
    );
    assert.equal(heard.sent.length, 1);
    await assert.rejects(encodeEvents(heard)({ Records: 'none' }));
  });

  it('takes nothing of a job for ours that only looks like it', async () => {
    const heard = new Heard();
    const hostile = { ...userMetadata, videoId: '../../etc', planId: 'x'.repeat(256) };
    await encodeEvents(heard)(inBatch(of('complete-cmaf', { userMetadata: hostile })));
    assert.deepEqual(heard.sent, []);
  });

  it('gives back what the queue did not take', async () => {
    const heard = new Heard();
    heard.failures = 1;
    const answer = await encodeEvents(heard)(inBatch(of('complete-cmaf')));
    assert.deepEqual(answer, { batchItemFailures: [{ itemIdentifier: '0' }] });
  });
});
