import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { eventually } from '../testing/eventually.ts';
import { TcpLine } from '../testing/tcp-line.ts';
import { type RedisServer, startRedisServer } from '../testing/test-redis.ts';
import { RedisCache } from './redis-cache.ts';
import { RedisPubSub } from './redis-pub-sub.ts';
import { RedisRateLimiter } from './redis-rate-limiter.ts';

const log = { warn: () => undefined, error: () => undefined };
const limit = { name: 'failover', points: 1_000_000, perSeconds: 600 };
/** The longest that any of the adapters may keep a request waiting, and something for a busy machine. */
const deadlineMs = 2_000 + 1_000;

// Two servers behind one address, as ElastiCache has them: the address is moved, which DNS does there within seconds.
describe('Redis whose primary goes', () => {
  let first: RedisServer;
  let second: RedisServer;
  let line: TcpLine;
  let cache: RedisCache;
  let limiter: RedisRateLimiter;
  let pubSub: RedisPubSub;
  const heard: unknown[] = [];
  let gaps = 0;

  before(async () => {
    first = await startRedisServer();
    second = await startRedisServer([
      '--replicaof',
      `127.0.0.1 ${first.port}`,
      '--repl-diskless-sync-delay',
      '0',
    ]);
    await eventually(async () =>
      String(await second.command('INFO', 'replication')).includes('master_link_status:up'),
    );
    line = await TcpLine.to(first.port);
    const url = `redis://127.0.0.1:${line.port}`;
    [cache, limiter, pubSub] = [
      new RedisCache({ url, log }),
      new RedisRateLimiter({ url, log }),
      new RedisPubSub({ url, log }),
    ];
    await pubSub.start();
    pubSub.subscribe('channel', (message) => heard.push(message));
    pubSub.onGap(() => gaps++);
    await cache.set('before', 1, 600);
    await limiter.take(limit, 'key');
  });
  after(async () => {
    await Promise.all([cache.stop(), limiter.stop(), pubSub.stop()]);
    await line.stop();
    await Promise.all([first.stop(), second.stop()]);
  });

  /** Uses all three until they work again. None of it may wait, fail or refuse meanwhile. */
  const workAgain = async (value: number): Promise<void> => {
    await eventually(async () => {
      const began = Date.now();
      await cache.set(`value ${value}`, value, 600);
      const found = await cache.get(`value ${value}`);
      assert.ok(Date.now() - began < 2 * deadlineMs, `the cache took ${Date.now() - began} ms`);
      const asked = Date.now();
      assert.equal((await limiter.take(limit, 'key')).allowed, true);
      assert.ok(Date.now() - asked < deadlineMs, `the limiter took ${Date.now() - asked} ms`);
      await pubSub.publish('channel', value).catch(() => undefined);
      assert.ok(Date.now() - asked < 2 * deadlineMs, `publishing took ${Date.now() - asked} ms`);
      return found === value && heard.includes(value);
    }, 30_000);
  };

  it('goes on with its replica when it became one itself', async () => {
    await second.command('REPLICAOF', 'NO', 'ONE');
    await first.command('REPLICAOF', '127.0.0.1', String(second.port));
    line.target = second.port;
    // The old connections still lead to the old one, which refuses to write.
    await workAgain(1);
    assert.equal(await cache.get('before'), 1);
    assert.equal(await second.command('GET', 'vidkit:cache:value 1'), '1');
  });

  it('goes on with its replica when it is killed, and tells listeners that they may have missed something', async () => {
    await eventually(async () =>
      String(await first.command('INFO', 'replication')).includes('master_link_status:up'),
    );
    // Everybody is with the new one now, also those who only listen.
    line.cut();
    await workAgain(100);
    const before = gaps;
    await second.stop();
    await first.command('REPLICAOF', 'NO', 'ONE');
    line.target = first.port;
    await workAgain(2);
    await eventually(() => gaps > before, 10_000);
    assert.equal(await cache.get('value 1'), 1);
  });

  it('notices a server that vanished without a word', async () => {
    const before = gaps;
    line.silence();
    await workAgain(3);
    await eventually(() => gaps > before, 15_000);
  });
});
