import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { describeCache } from '../testing/cache-suite.ts';
import { eventually } from '../testing/eventually.ts';
import { describePubSub } from '../testing/pub-sub-suite.ts';
import { describeRateLimiter } from '../testing/rate-limiter-suite.ts';
import { freePort, type RedisServer, startRedisServer } from '../testing/test-redis.ts';
import { RedisCache } from './redis-cache.ts';
import { RedisPubSub } from './redis-pub-sub.ts';
import { RedisRateLimiter } from './redis-rate-limiter.ts';

const log = { warn: () => undefined, error: () => undefined };
const slots = 16_384;

describe('Redis in cluster mode', () => {
  let servers: RedisServer[];
  let url: string;

  before(async () => {
    servers = [];
    const busPorts: number[] = [];
    for (let index = 0; index < 3; index++) {
      // Ten thousand above the other port by itself, where there may be no port any more.
      const bus = await freePort();
      busPorts.push(bus);
      servers.push(
        await startRedisServer([
          ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000', '--cluster-port', String(bus)],
        ]),
      );
    }
    const [first] = servers;
    assert.ok(first);
    for (const [index, server] of servers.entries()) {
      const [from, to] = [Math.floor((index * slots) / 3), Math.floor(((index + 1) * slots) / 3) - 1];
      await server.command('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
      await server.command('CONFIG', 'SET', 'cluster-require-full-coverage', 'no');
      if (server !== first)
        await server.command('CLUSTER', 'MEET', '127.0.0.1', String(first.port), String(busPorts[0]));
    }
    for (const server of servers) {
      await eventually(async () => {
        const info = String(await server.command('CLUSTER', 'INFO'));
        return info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3');
      });
    }
    url = first.url;
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.stop()));
  });

  describeCache('RedisCache', () => Promise.resolve(new RedisCache({ url, cluster: true, log })));
  describeRateLimiter(
    'RedisRateLimiter',
    () => Promise.resolve(new RedisRateLimiter({ url, cluster: true, log })),
    () => new RedisRateLimiter({ url: 'redis://127.0.0.1:1', cluster: true, log }),
  );
  describePubSub('RedisPubSub', async () => ({
    connect: () => new RedisPubSub({ url, cluster: true, log }),
    breakConnections: async () => {
      for (const server of servers) await server.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    },
    tearDown: () => Promise.resolve(),
  }));

  it('spreads keys over all servers, and hears at one what is published at another', async () => {
    const cache = new RedisCache({ url, cluster: true, log });
    for (let index = 0; index < 60; index++) await cache.set(`spread ${index}`, index, 60);
    for (let index = 0; index < 60; index++) assert.equal(await cache.get(`spread ${index}`), index);
    await cache.stop();
    for (const server of servers) assert.ok(Number(await server.command('DBSIZE')) > 5);
    const [here, there] = [0, 2].map(
      (index) => new RedisPubSub({ url: servers[index]?.url ?? '', cluster: true, log }),
    );
    assert.ok(here && there);
    await Promise.all([here.start(), there.start()]);
    const heard: unknown[] = [];
    there.subscribe('channel', (message) => heard.push(message));
    await here.publish('channel', 'across');
    await eventually(() => heard.length === 1);
    await Promise.all([here.stop(), there.stop()]);
  });

  it('waits no longer than its deadline for a server that is gone, and the others go on', async () => {
    const cache = new RedisCache({ url, cluster: true, log });
    const limiter = new RedisRateLimiter({ url, cluster: true, log });
    const limit = { name: 'gone', points: 10, perSeconds: 60 };
    await cache.set('warm', 1, 60);
    await limiter.take(limit, 'warm');
    await servers[1]?.stop();
    let found = 0;
    for (let index = 0; index < 12; index++) {
      const began = Date.now();
      await cache.set(`after ${index}`, index, 60);
      if ((await cache.get(`after ${index}`)) === index) found++;
      assert.ok(Date.now() - began < 3_000, `the cache took ${Date.now() - began} ms`);
      const asked = Date.now();
      assert.equal((await limiter.take(limit, `key ${index}`)).allowed, true);
      assert.ok(Date.now() - asked < 8_000, `the limiter took ${Date.now() - asked} ms`);
    }
    assert.ok(found >= 4, `${found} of 12 found`);
    await Promise.all([cache.stop(), limiter.stop()]);
  });
});
