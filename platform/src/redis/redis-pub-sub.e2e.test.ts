import { Redis } from 'ioredis';

import { describePubSub } from '../testing/pub-sub-suite.ts';
import { createTestRedis } from '../testing/test-redis.ts';
import { RedisPubSub } from './redis-pub-sub.ts';

const log = { warn: () => undefined, error: () => undefined };

describePubSub('RedisPubSub', async () => {
  const server = await createTestRedis();
  const client = new Redis(server.url);
  return {
    connect: () => new RedisPubSub({ url: server.url, log }),
    breakConnections: async () => {
      await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    },
    tearDown: async () => {
      client.disconnect();
      await server.stop();
    },
  };
});
