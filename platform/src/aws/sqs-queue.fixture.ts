import { SqsQueue } from './sqs-queue.ts';

// A process of its own that takes one message and never finishes it.
const [, , queuePrefix = '', table = '', leaseSeconds = '30'] = process.argv;
const times = { leaseSeconds: Number(leaseSeconds), heartbeatSeconds: 0.5, longestSeconds: 43_200 };
const queue = new SqsQueue({ queuePrefix, table, times });
await queue.start();
await queue.consume(
  'object-stored',
  async () => {
    process.send?.('taken');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  },
  { concurrency: 1 },
);
