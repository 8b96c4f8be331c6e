import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Delivery, Queue } from '../ports/queue.ts';
import { throttled, unavailable } from '../testing/aws/json-service.ts';
import type { SqsStandIn } from '../testing/aws/sqs-stand-in.ts';
import { createGate, eventually } from '../testing/eventually.ts';
import { describeQueue } from '../testing/queue-suite.ts';
import { startTestDynamo, type TestDynamo } from '../testing/aws/test-dynamo.ts';
import { startTestSqs } from '../testing/aws/test-sqs.ts';
import { SqsQueue } from './sqs-queue.ts';

// The stand-in of SQS and dynalite, over the SDK's own clients. SQS itself delivers standard messages in any order and now and
// then twice, takes some milliseconds more for each call, and counts its messages late.
describeQueue('SqsQueue', async () => {
  const [sqs, dynamo] = [await startTestSqs(), await startTestDynamo()];
  return {
    connect: () => new SqsQueue({ queuePrefix: sqs.queuePrefix, table: dynamo.table }),
    tearDown: async () => {
      await sqs.stop();
      await dynamo.stop();
    },
  };
});

describe('SqsQueue when things break', () => {
  const said: { level: string; message: string }[] = [];
  const log = {
    warn: (_fields: object, message: string) => void said.push({ level: 'warn', message }),
    error: (_fields: object, message: string) => void said.push({ level: 'error', message }),
  };
  /** Seconds where a real installation takes ten times as long. */
  const times = { leaseSeconds: 2, heartbeatSeconds: 0.5, longestSeconds: 43_200 };
  let sqs: SqsStandIn;
  let dynamo: TestDynamo;
  let queue: SqsQueue;
  const open: Queue[] = [];

  const connect = async (
    options: Partial<ConstructorParameters<typeof SqsQueue>[0]> = {},
  ): Promise<SqsQueue> => {
    const made = new SqsQueue({ queuePrefix: sqs.queuePrefix, table: dynamo.table, log, times, ...options });
    open.push(made);
    await made.start();
    return made;
  };

  before(async () => {
    dynamo = await startTestDynamo();
  });
  after(() => dynamo.stop());
  beforeEach(async () => {
    said.length = 0;
    sqs = await startTestSqs();
    queue = await connect();
  });
  afterEach(async () => {
    sqs.service.heal();
    dynamo.service.heal();
    await Promise.all(open.splice(0).map((one) => one.stop(0)));
    await sqs.stop();
  });

  const collect = async (deliveries: Delivery[], from: Queue = queue): Promise<void> => {
    await from.consume('object-stored', async (delivery) => void deliveries.push(delivery), {
      concurrency: 2,
    });
  };
  const left = (name: string): number => sqs.queue(name).messages.length;

  it('delivers again what a killed process had taken, and counts that as an attempt', async () => {
    await queue.send('object-stored', 'work', { key: 'killed' });
    const path = fileURLToPath(import.meta.resolve('./sqs-queue.fixture.ts'));
    const child = fork(path, [sqs.queuePrefix, dynamo.table, '2']);
    await once(child, 'message');
    // Longer than its lease: its heartbeat works.
    await sleep(3000);
    child.kill('SIGKILL');
    const deliveries: Delivery[] = [];
    await collect(deliveries);
    await eventually(() => deliveries.length > 0, 20_000);
    // The first try can find the entry of the killed one still held.
    assert.ok((deliveries[0]?.attempt ?? 0) >= 2);
    assert.equal(deliveries[0]?.lastAttempt, false);
    await eventually(
      async () => await queue.send('object-stored', 'next', { key: 'killed', delaySeconds: 600 }),
    );
  });

  it('keeps the message of a slow handler', async () => {
    let deliveries = 0;
    const handler = async (): Promise<void> => {
      deliveries++;
      await sleep(5000);
    };
    await queue.consume('object-stored', handler, { concurrency: 2 });
    await (await connect()).consume('object-stored', handler, { concurrency: 2 });
    await queue.send('object-stored', 'slow', { key: 'slow' });
    await queue.send('object-stored', 'slow without a key');
    await eventually(() => left('object-stored') === 0, 20_000);
    assert.equal(deliveries, 2);
    assert.deepEqual(said, []);
  });

  it('keeps a dead letter after the last attempt, with the error beside it, and frees the key', async () => {
    const attempts: string[] = [];
    const handler = ({ attempt, lastAttempt }: Delivery): Promise<void> => {
      attempts.push(`${attempt}${lastAttempt ? ' last' : ''}`);
      return Promise.reject(new Error('poison'));
    };
    await queue.consume('object-stored', handler, { concurrency: 1 });
    await queue.send('object-stored', { poison: true }, { key: 'dead' });
    await eventually(
      async () => await queue.send('object-stored', 'next', { key: 'dead', delaySeconds: 600 }),
      40_000,
    );
    assert.deepEqual(attempts, ['1', '2', '3', '4 last']);
    const [dead, ...others] = sqs.queue('object-stored-dead').messages;
    assert.equal(others.length, 0);
    assert.equal(dead?.attributes['error']?.StringValue, 'Error: poison');
    assert.deepEqual((JSON.parse(dead.body) as { message: unknown }).message, { poison: true });
    assert.deepEqual(said, [{ level: 'error', message: 'message given up' }]);
    // Its place is taken: it comes to nothing.
    assert.equal(await queue.redrive('object-stored'), 1);
    await eventually(() => left('object-stored') === 1 && left('object-stored-dead') === 0);
    assert.equal(attempts.length, 4);
  });

  it('counts nothing against a message whose process stopped, however often', async () => {
    await queue.send('object-stored', 'interrupted', { key: 'stopped' });
    const deliveries: Delivery[] = [];
    for (let count = 1; count <= 4; count++) {
      const process = await connect();
      const begun = createGate();
      const handler = async (delivery: Delivery): Promise<void> => {
        deliveries.push(delivery);
        begun.open();
        await once(delivery.signal, 'abort');
        throw new Error('stopping');
      };
      await process.consume('object-stored', handler, { concurrency: 1 });
      await begun.opened;
      await process.stop(50);
    }
    assert.deepEqual(
      deliveries.map(({ attempt, lastAttempt }) => [attempt, lastAttempt]),
      [1, 2, 3, 4].map((attempt) => [attempt, false]),
    );
    assert.deepEqual(said, []);
  });

  it('handles once what SQS has twice, at the same time or later', async () => {
    const gate = createGate();
    const seen: unknown[] = [];
    await queue.send('object-stored', 'twin', { key: 'twin' });
    const [first] = sqs.queue('object-stored').messages;
    assert.ok(first);
    sqs.queue('object-stored').send({ body: first.body });
    const handler = async ({ message }: Delivery): Promise<void> => {
      seen.push(message);
      await gate.opened;
    };
    await queue.consume('object-stored', handler, { concurrency: 5 });
    await eventually(() => seen.length === 1);
    await sleep(500);
    gate.open();
    await eventually(() => left('object-stored') === 0, 20_000);
    sqs.queue('object-stored').send({ body: first.body });
    await eventually(() => left('object-stored') === 0, 20_000);
    assert.deepEqual(seen, ['twin']);
  });

  it('ends a handler before SQS gives its message to others, and counts nothing against it', async () => {
    const short = await connect({ times: { leaseSeconds: 1, heartbeatSeconds: 0.3, longestSeconds: 4 } });
    const deliveries: Delivery[] = [];
    const handler = async (delivery: Delivery): Promise<void> => {
      deliveries.push(delivery);
      if (deliveries.length > 1) return;
      await once(delivery.signal, 'abort');
      throw new Error('aborted');
    };
    await short.consume('object-stored', handler, { concurrency: 1 });
    await queue.send('object-stored', 'long', { key: 'long' });
    await eventually(() => left('object-stored') === 0, 20_000);
    assert.deepEqual(
      deliveries.map(({ lastAttempt }) => lastAttempt),
      [false, false],
    );
  });

  it('puts a body that is no message of ours with the dead letters', async () => {
    const deliveries: Delivery[] = [];
    await collect(deliveries);
    for (const body of ['{', '[]', '"text"', '{"message":1}', '{"id":1,"message":1}', 'x'.repeat(1000)]) {
      sqs.queue('object-stored').send({ body });
    }
    await queue.send('object-stored', 'good');
    await eventually(() => left('object-stored') === 0 && left('object-stored-dead') === 6);
    assert.deepEqual(
      deliveries.map(({ message }) => message),
      ['good'],
    );
    sqs.queue('encode-status.fifo').send({ body: '<xml/>', group: 'g', deduplication: 'd' });
    await queue.consume('encode-status', () => Promise.resolve(), { concurrency: 1 });
    await eventually(() => left('encode-status-dead.fifo') === 1);
  });

  it('goes on by itself after SQS could not be read, and says so once', async () => {
    for (const fault of [
      unavailable,
      'cut',
      throttled('RequestThrottled'),
      { status: 403, code: 'AccessDenied' },
    ] as const) {
      sqs.failNext('ReceiveMessage', fault, 1);
    }
    const deliveries: Delivery[] = [];
    await collect(deliveries);
    await queue.send('object-stored', 'after all');
    await eventually(() => deliveries.length === 1, 20_000);
    assert.deepEqual(said, [{ level: 'warn', message: 'a queue cannot be read' }]);
  });

  it('sends again what was throttled, failed or got no answer, once for each message', async () => {
    const deliveries: Delivery[] = [];
    await collect(deliveries);
    for (const fault of [throttled('RequestThrottled'), unavailable, 'cut', 'answer lost'] as const) {
      sqs.failNext('SendMessage', fault);
      dynamo.service.failNext(
        'PutItem',
        fault === 'answer lost' ? fault : throttled('ProvisionedThroughputExceededException'),
      );
      assert.equal(await queue.send('object-stored', fault, { key: `once ${JSON.stringify(fault)}` }), true);
    }
    await eventually(() => deliveries.length === 4 && left('object-stored') === 0, 30_000);
    assert.equal(deliveries.length, 4);
    sqs.failNext('SendMessage', 'answer lost');
    await queue.send('encode-status', { videoId: 'a' });
    assert.equal(left('encode-status.fifo'), 1);
  });

  it('says what it could not send, and takes the same key at the next try', async () => {
    const denied = { status: 403, code: 'AccessDenied' };
    sqs.failNext('SendMessage', denied);
    await assert.rejects(queue.send('object-stored', 1, { key: 'denied' }), { code: 'queue_unavailable' });
    dynamo.service.failNext('PutItem', unavailable, 4);
    await assert.rejects(queue.send('object-stored', 1, { key: 'denied' }), { code: 'queue_unavailable' });
    assert.equal(await queue.send('object-stored', 1, { key: 'denied' }), true);
    // The process died between taking the key and sending: the key is free after a minute.
    await dynamo.client.send(entry('lost', Math.floor(Date.now() / 1000) + 50));
    assert.equal(await queue.send('object-stored', 1, { key: 'lost' }), false);
    await dynamo.client.send(entry('lost', Math.floor(Date.now() / 1000) - 2));
    assert.equal(await queue.send('object-stored', 1, { key: 'lost' }), true);
  });

  const entry = (key: string, expires: number): PutItemCommand =>
    new PutItemCommand({
      TableName: dynamo.table,
      Item: {
        pk: { S: `message#object-stored#key#${key}` },
        sk: { S: 'message' },
        holder: { S: 'a process that died' },
        expires: { N: String(expires) },
      },
    });

  it('does not wait for ever for an answer', async () => {
    sqs.failNext('SendMessage', 'hang');
    const asked = Date.now();
    assert.equal(await queue.send('object-stored', 1, { key: 'slow answer' }), true);
    assert.ok(Date.now() - asked < 8000, `${Date.now() - asked} ms`);
  });

  it('leaves a message to come again when it cannot be settled', async () => {
    const deliveries: Delivery[] = [];
    sqs.failNext('DeleteMessage', unavailable, 4);
    await collect(deliveries);
    await queue.send('object-stored', 'settled late', { key: 'settled late' });
    await eventually(() => left('object-stored') === 0, 30_000);
    // The entry knows that it was done.
    assert.equal(deliveries.length, 1);
    dynamo.service.failNext('UpdateItem', unavailable, 4);
    await queue.send('object-stored', 'claimed late', { key: 'claimed late' });
    await eventually(() => deliveries.length === 2, 30_000);
    assert.ok(said.every(({ level }) => level === 'warn'));
    assert.ok(said.length <= 3, JSON.stringify(said));
  });

  it('does not start without its queues', async () => {
    const lost = new SqsQueue({ queuePrefix: `${sqs.url}/123456789012/another-`, table: dynamo.table, log });
    await assert.rejects(lost.start());
    await lost.stop(0);
    await assert.rejects(
      queue
        .redrive('object-stored')
        .then(() => new SqsQueue({ queuePrefix: `${sqs.url}/1/none-`, table: '' }).status()),
    );
  });
});
