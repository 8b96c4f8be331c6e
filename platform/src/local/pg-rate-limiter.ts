import pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';

import type { Log } from '../ports/log.ts';
import type { RateLimit, RateLimiter, RateVerdict } from '../ports/rate-limiter.ts';
import { FlexibleRateLimiter } from './flexible-rate-limiter.ts';

export interface PgRateLimiterOptions {
  readonly connectionString: string;
  readonly log?: Log;
}

const tableName = 'rate_limits';
const timeoutMs = 2000;
const sweepMs = 5 * 60_000;

/**
 * Counts shared by the processes of one database, in an unlogged table that this class makes: quick to write and
 * empty after a crash of the database, which forgives.
 */
export class PgRateLimiter implements RateLimiter {
  readonly #pool: pg.Pool;
  readonly #log: Log;
  readonly #limiter: FlexibleRateLimiter;
  #table: Promise<void> | null = null;
  #sweep: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor({ connectionString, log = console }: PgRateLimiterOptions) {
    this.#log = log;
    this.#pool = new pg.Pool({
      connectionString,
      application_name: 'vidkit-rate-limiter',
      max: 4,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    this.#pool.on('error', (error) => log.warn({ err: error }, 'idle rate limiter connection lost'));
    this.#limiter = new FlexibleRateLimiter(
      (options) =>
        new RateLimiterPostgres({
          ...options,
          storeClient: this.#pool,
          storeType: 'pool',
          tableName,
          tableCreated: true,
          clearExpiredByTimeout: false,
          insuranceLimiter: new RateLimiterMemory(options),
        }),
    );
  }

  async take(limit: RateLimit, key: string, points?: number): Promise<RateVerdict> {
    await this.#prepare();
    return await this.#limiter.take(limit, key, points);
  }

  async reset(limit: RateLimit, key: string): Promise<void> {
    await this.#prepare();
    await this.#limiter.reset(limit, key);
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#sweep);
    await this.#pool.end();
  }

  /** Makes the table at the first use. Where that fails, memory counts, and the next use tries again. */
  async #prepare(): Promise<void> {
    this.#table ??= this.#createTable();
    try {
      await this.#table;
    } catch (error) {
      this.#table = null;
      this.#log.warn({ err: error }, 'rate limits are counted in memory');
    }
  }

  async #createTable(): Promise<void> {
    try {
      await this.#pool.query(
        `create unlogged table if not exists ${tableName}
           (key text primary key, points integer not null, expire bigint)`,
      );
    } catch (error) {
      // Two processes that create it at the same moment get past "if not exists"; the other one has made it.
      if (!(error instanceof pg.DatabaseError) || error.code !== '23505') throw error;
    }
    this.#sweep ??= setInterval(() => {
      this.#pool
        .query(`delete from ${tableName} where expire < $1`, [Date.now()])
        .catch((error: unknown) => this.#log.warn({ err: error }, 'expired rate limits were not removed'));
    }, sweepMs).unref();
  }
}
