import { PgBossQueue } from './pg-boss-queue.ts';

// A process of its own that takes one message and never finishes it.
const queue = new PgBossQueue({ connectionString: process.argv[2] ?? '' });
await queue.start();
await queue.consume(
  'object-stored',
  async () => {
    process.send?.('taken');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  },
  { concurrency: 1 },
);
