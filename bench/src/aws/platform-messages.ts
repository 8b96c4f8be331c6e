import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Redis } from 'ioredis';

import { DynamoMetricsStore } from '../../../platform/src/aws/dynamo-metrics-store.ts';
import { KinesisEventStream } from '../../../platform/src/aws/kinesis-event-stream.ts';
import { SqsQueue } from '../../../platform/src/aws/sqs-queue.ts';
import { RedisCache } from '../../../platform/src/redis/redis-cache.ts';
import { useTestCredentials } from '../../../platform/src/testing/aws/test-credentials.ts';
import { createDelta, createRecord } from '../../../platform/src/testing/view-records.ts';
import { printPairs } from '../measure/pairs.ts';
import { median, printMachine, printTable, runsWanted } from '../measure/report.ts';

// What our adapters add to the call of the driver that does the same, in turns within one run.

interface Places {
  readonly queuePrefix: string;
  readonly table: string;
  readonly stream: string;
  readonly redisUrl: string;
  readonly endpoints: Record<string, string>;
}

const server = fork(fileURLToPath(new URL('../measure/messages-process.ts', import.meta.url)));
const [places] = (await once(server, 'message')) as [Places];
useTestCredentials();
Object.assign(process.env, places.endpoints);

const { queuePrefix, table, stream, redisUrl } = places;
const [sqs, dynamo] = [new SQSClient({}), new DynamoDBClient({})];
const kinesis = new KinesisClient({ requestHandler: new NodeHttpHandler() });
const redis = new Redis(redisUrl);
const queue = new SqsQueue({ queuePrefix, table });
const events = new KinesisEventStream({ stream });
const metrics = new DynamoMetricsStore({ table, keepDays: 400 });
const cache = new RedisCache({ url: redisUrl });
await queue.start();

const message = { videoId: randomUUID(), encode: 1, type: 'progress', percent: 40, text: 'x'.repeat(300) };
const many = Array.from({ length: 100 }, () => createRecord());
const entryOf = (record: object & { view: string }) => ({
  Data: Buffer.from(JSON.stringify(record)),
  PartitionKey: record.view,
});
const payload = {
  accountId: randomUUID(),
  resources: { 'https://example.test': 'videos:read videos:write' },
};
await cache.set('key', payload, 600);
await redis.set('key', JSON.stringify(payload), 'PX', 600_000);

let sequence = 0;
/** A hundred records of one shard about one video: one write. */
const counted = () => {
  const videoId = randomUUID();
  return Array.from({ length: 100 }, () => ({
    sequence: String(++sequence),
    counters: [createDelta({ videoId })],
  }));
};

try {
  await printPairs(
    [
      {
        name: 'SQS: a report',
        times: 200,
        bare: () =>
          sqs.send(
            new SendMessageCommand({
              QueueUrl: `${queuePrefix}encode-status.fifo`,
              MessageBody: JSON.stringify(message),
              MessageGroupId: message.videoId,
              MessageDeduplicationId: randomUUID(),
            }),
          ),
        ours: () => queue.send('encode-status', message),
      },
      {
        name: 'Kinesis: one report of a view',
        times: 200,
        bare: () =>
          kinesis.send(new PutRecordsCommand({ StreamName: stream, Records: [entryOf(createRecord())] })),
        ours: () => events.put([createRecord()]),
      },
      {
        name: 'Kinesis: a hundred',
        times: 20,
        bare: () => kinesis.send(new PutRecordsCommand({ StreamName: stream, Records: many.map(entryOf) })),
        ours: () => events.put(many),
      },
      {
        name: 'DynamoDB: counts of a hundred',
        times: 100,
        bare: () => {
          counted();
          return dynamo.send(
            new UpdateItemCommand({
              TableName: table,
              Key: { pk: { S: randomUUID() }, sk: { S: 'day' } },
              UpdateExpression: 'SET #at = :to, expires = :expires ADD #views :views',
              ConditionExpression: 'attribute_not_exists(#at) OR #at < :first',
              ExpressionAttributeNames: { '#at': 'at#shard', '#views': 'views' },
              ExpressionAttributeValues: {
                ':to': { S: '0'.repeat(64) },
                ':first': { S: '0'.repeat(64) },
                ':expires': { N: '1' },
                ':views': { N: '100' },
              },
            }),
          );
        },
        ours: () => metrics.add('shard', counted()),
      },
      {
        name: 'Redis: get',
        times: 2000,
        bare: async () => JSON.parse((await redis.get('key')) ?? ''),
        ours: () => cache.get('key'),
      },
      {
        name: 'Redis: set',
        times: 2000,
        bare: () => redis.set('key', JSON.stringify(payload), 'PX', 600_000),
        ours: () => cache.set('key', payload, 600),
      },
    ],
    runsWanted(5),
  );

  const rows: string[][] = [];
  const messages = 400;
  const found = { bare: [] as number[], ours: [] as number[] };
  for (let run = 0; run < runsWanted(5); run++) {
    found.bare.push(await drainBare(messages));
    found.ours.push(await drainOurs(messages));
  }
  const rate = (milliseconds: number): string => `${((messages / milliseconds) * 1000).toFixed(0)} /s`;
  rows.push([
    'messages of work without a key',
    rate(median(found.bare)),
    rate(median(found.ours)),
    `${((median(found.ours) / median(found.bare) - 1) * 100).toFixed(1)} %`,
  ]);
  printTable(['SQS: received, handled, deleted, ten at once', 'driver alone', 'ours', 'takes more'], rows);
} finally {
  await Promise.all([queue.stop(0), events.stop(), metrics.stop(), cache.stop()]);
  for (const client of [sqs, dynamo, kinesis]) client.destroy();
  redis.disconnect();
  server.disconnect();
}
printMachine();

async function fill(count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 20) {
    await Promise.all(Array.from({ length: 20 }, () => queue.send('poster-wanted', message)));
  }
}

async function drainBare(count: number): Promise<number> {
  await fill(count);
  const QueueUrl = `${queuePrefix}poster-wanted`;
  const from = performance.now();
  let done = 0;
  const running = new Set<Promise<unknown>>();
  while (done + running.size < count) {
    const free = 10 - running.size;
    if (free === 0) {
      await Promise.race(running);
      continue;
    }
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: free,
      WaitTimeSeconds: 20,
      VisibilityTimeout: 30,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    for (const { ReceiptHandle } of (await sqs.send(receive)).Messages ?? []) {
      const deleting = sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })).then(() => {
        done++;
        running.delete(deleting);
      });
      running.add(deleting);
    }
  }
  await Promise.all(running);
  return performance.now() - from;
}

async function drainOurs(count: number): Promise<number> {
  await fill(count);
  const from = performance.now();
  let done = 0;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const handler = (): Promise<void> => {
    if (++done === count) finish();
    return Promise.resolve();
  };
  const consumption = await queue.consume('poster-wanted', handler, { concurrency: 10 });
  await finished;
  const took = performance.now() - from;
  await consumption.end();
  return took;
}
