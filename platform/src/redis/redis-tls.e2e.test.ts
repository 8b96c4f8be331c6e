import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import { describeCache } from '../testing/cache-suite.ts';
import { describePubSub } from '../testing/pub-sub-suite.ts';
import { describeRateLimiter } from '../testing/rate-limiter-suite.ts';
import { freePort, type RedisServer, startRedisServer } from '../testing/test-redis.ts';
import { RedisCache } from './redis-cache.ts';
import { RedisPubSub } from './redis-pub-sub.ts';
import { RedisRateLimiter } from './redis-rate-limiter.ts';

const password = `p@ss:/?#[]${'x'.repeat(16)}`;

interface Secured {
  readonly server: RedisServer;
  readonly url: string;
  readonly ca: string;
  stop(): Promise<void>;
}

/** A server with a password that speaks TLS, by a certificate that it signed itself. */
const startSecured = async (): Promise<Secured> => {
  const folder = await mkdtemp(join(tmpdir(), 'redis-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-keyout', key, '-out', cert, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
  ]);
  const port = await freePort();
  const server = await startRedisServer([
    ...[
      '--tls-port',
      String(port),
      '--tls-cert-file',
      cert,
      '--tls-key-file',
      key,
      '--tls-ca-cert-file',
      cert,
    ],
    ...['--tls-auth-clients', 'no', '--requirepass', password],
  ]);
  return {
    server,
    url: `rediss://localhost:${port}`,
    ca: await readFile(cert, 'utf8'),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
};

describe('Redis by TLS and a password', () => {
  let secured: Secured;
  before(async () => {
    secured = await startSecured();
  });
  after(() => secured.stop());

  describeCache('RedisCache', () => Promise.resolve(new RedisCache({ ...secured, password })));
  describeRateLimiter('RedisRateLimiter', () =>
    Promise.resolve(new RedisRateLimiter({ ...secured, password })),
  );
  describePubSub('RedisPubSub', async () => ({
    connect: () =>
      new RedisPubSub({ ...secured, password, log: { warn: () => undefined, error: () => undefined } }),
    breakConnections: async () => {
      await secured.server.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    },
    tearDown: () => Promise.resolve(),
  }));

  it('is not used with a certificate of somebody else, or the wrong password, and no message names it', async () => {
    const said: unknown[] = [];
    const log = { warn: (fields: object) => void said.push(fields), error: () => undefined };
    const wrong = `wrong-${password}`;
    for (const options of [
      { url: secured.url, password, log },
      { ...secured, url: secured.url.replace('localhost', '127.0.0.1'), password, log },
      { ...secured, password: wrong, log },
      { ...secured, log },
    ]) {
      const cache = new RedisCache(options);
      await cache.set('key', 1, 60);
      assert.equal(await cache.get('key'), undefined);
      await cache.stop();
    }
    assert.ok(said.length > 0);
    assert.ok(!said.some((one) => String((one as { err: Error }).err.stack).includes(password)));
  });
});
