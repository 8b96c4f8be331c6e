import type { ConnectionOptions } from 'node:tls';

import { Cluster, Redis } from 'ioredis';

/** Where Redis is and how to get in. */
export interface RedisAddress {
  /** `redis://` or, for TLS, `rediss://`. */
  readonly url: string;
  /** Beside the address, which ends up in messages and logs. */
  readonly password?: string | undefined;
  /** Keys are spread over several servers, of which the address names one. */
  readonly cluster?: boolean | undefined;
  /** In PEM, of whoever signed the certificate; those that Node knows otherwise. */
  readonly ca?: string | undefined;
}

export interface RedisSettings {
  readonly keyPrefix?: string;
  /** Milliseconds after which a command without an answer fails. */
  readonly commandTimeout?: number;
  readonly maxRetriesPerRequest: number | null;
  /** Commands wait for the connection instead of failing at once. */
  readonly enableOfflineQueue?: boolean;
  readonly autoResubscribe?: boolean;
}

const connectTimeout = 2_000;
/** Milliseconds without a byte after a command: then there is nobody at the other end, whatever the connection looks like. */
const socketTimeout = 2_500;
/** Between tries to connect, at most: a replica that takes over has the address of its predecessor within seconds. */
const longestPause = 2_000;
const retryStrategy = (times: number): number => Math.min(50 * 2 ** Math.min(times, 10), longestPause);

/** The server was the primary when we connected and is a replica now: connect anew, then send the command again. */
const reconnectOnError = ({ message }: Error): 1 | 2 | false => (message.startsWith('READONLY') ? 2 : false);

/** One server, or whichever has taken its place. Connects when it is told to, or with the first command. */
export const connectRedis = (address: RedisAddress, settings: RedisSettings): Redis => {
  const { host, port, db, username, password, tls } = partsOf(address);
  return new Redis({
    host,
    port,
    db,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls }),
    ...settings,
    lazyConnect: true,
    connectTimeout,
    socketTimeout,
    keepAlive: 10_000,
    retryStrategy,
    reconnectOnError,
  });
};

/** As `connectRedis`, or a cluster where the address says so. A script must name keys of one slot only. */
export const connectRedisOrCluster = (address: RedisAddress, settings: RedisSettings): Redis | Cluster => {
  if (!address.cluster) return connectRedis(address, settings);
  const { host, port, username, password, tls } = partsOf(address);
  const { keyPrefix, commandTimeout, maxRetriesPerRequest, enableOfflineQueue = true } = settings;
  return new Cluster([{ host, port }], {
    ...(keyPrefix !== undefined && { keyPrefix }),
    lazyConnect: true,
    enableOfflineQueue,
    // Names instead of addresses, as certificates have names.
    ...(tls && { dnsLookup: (name, found) => found(null, name) }),
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: connectTimeout,
    maxRedirections: 3,
    retryDelayOnFailover: 200,
    retryDelayOnClusterDown: 200,
    redisOptions: {
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(tls && { tls }),
      ...(commandTimeout !== undefined && { commandTimeout }),
      maxRetriesPerRequest,
      connectTimeout,
      socketTimeout,
      reconnectOnError,
    },
  });
};

interface Parts {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly tls: ConnectionOptions | undefined;
}

const partsOf = ({ url, password, ca }: RedisAddress): Parts => {
  const parsed = new URL(url);
  const textOf = (part: string): string | undefined => (part === '' ? undefined : decodeURIComponent(part));
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: Number(parsed.port || 6379),
    db: Number(parsed.pathname.slice(1)) || 0,
    username: textOf(parsed.username),
    password: password ?? textOf(parsed.password),
    tls:
      parsed.protocol === 'rediss:'
        ? { servername: parsed.hostname, ...(ca !== undefined && { ca }) }
        : undefined,
  };
};
