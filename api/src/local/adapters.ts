import { join } from 'node:path';

import type { Config } from '@vidkit/platform/config';
import { DiskColdStore } from '@vidkit/platform/local/disk-cold-store';
import { DiskObjectStore } from '@vidkit/platform/local/disk-object-store';
import { createObjectHandler } from '@vidkit/platform/local/disk-object-store.http';
import { EmlMailer } from '@vidkit/platform/local/eml-mailer';
import { HmacUrlSigner } from '@vidkit/platform/local/hmac-url-signer';
import { LocalIdentity } from '@vidkit/platform/local/local-identity';
import { PgBossQueue } from '@vidkit/platform/local/pg-boss-queue';
import { PgPubSub } from '@vidkit/platform/local/pg-pub-sub';
import { PgRateLimiter } from '@vidkit/platform/local/pg-rate-limiter';
import type { Secrets } from '@vidkit/platform/local/secrets';
import { RedisCache } from '@vidkit/platform/redis/redis-cache';
import { RedisPubSub } from '@vidkit/platform/redis/redis-pub-sub';
import { RedisRateLimiter } from '@vidkit/platform/redis/redis-rate-limiter';
import pg from 'pg';
import type { Logger } from 'pino';

import type { Adapters } from '../adapters.ts';

export type S3Objects = Pick<Adapters, 'objects' | 'cold' | 'objectOrigins' | 'start'>;

/** What a machine of our own provides, below `dataDir` and in one PostgreSQL; objects also in a store that speaks S3. */
export const localAdapters = (
  config: Config & { readonly databaseUrl: string },
  secrets: Secrets,
  log: Logger,
  s3: S3Objects | null = null,
): Adapters => {
  const { databaseUrl: connectionString, redisUrl, dataDir } = config;
  const pool = new pg.Pool({ connectionString, max: 4, application_name: 'vidkit-identity' });
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  const mailer = new EmlMailer(join(dataDir, 'mail'));
  const cache = redisUrl ? new RedisCache({ url: redisUrl, log }) : null;
  return {
    database: { connectionString },
    ...(s3 ? { ...s3, objectDoor: null } : onDisk(config, secrets)),
    queue: new PgBossQueue({ connectionString, log }),
    pubSub: redisUrl ? new RedisPubSub({ url: redisUrl, log }) : new PgPubSub({ connectionString, log }),
    rateLimiter: redisUrl
      ? new RedisRateLimiter({ url: redisUrl, log })
      : new PgRateLimiter({ connectionString, log }),
    signer: new HmacUrlSigner(secrets.mediaKeys),
    identity: new LocalIdentity(pool),
    social: null,
    mailer,
    mailbox: mailer,
    views: null,
    cache,
    stop: async () => {
      await cache?.stop();
      await pool.end();
    },
  };
};

const onDisk = (config: Config, secrets: Secrets): S3Objects & Pick<Adapters, 'objectDoor'> => {
  const objects = new DiskObjectStore({
    root: join(config.dataDir, 'objects'),
    publicUrl: config.publicUrl,
    keys: secrets.objectKeys,
  });
  return {
    objects,
    objectDoor: createObjectHandler(objects),
    objectOrigins: [],
    cold: new DiskColdStore({ objects, restoreSeconds: config.archiveRestoreSeconds }),
    start: () => objects.start(),
  };
};
