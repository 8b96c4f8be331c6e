import pg from 'pg';

import type { Log } from '../ports/log.ts';
import type { PubSub } from '../ports/pub-sub.ts';
import { encodeMessage, Subscriptions } from './subscriptions.ts';

export interface PgPubSubOptions {
  readonly connectionString: string;
  readonly log?: Log;
}

/** All messages of a database travel on one channel; each process picks what it subscribed to. */
const pgChannel = 'vidkit_pub_sub';
const timeoutMs = 5000;
const pingMs = 10_000;
const firstRetryMs = 100;
const lastRetryMs = 5000;

/**
 * Publish and subscribe by LISTEN and NOTIFY. One connection listens; it is asked for a sign of life every ten
 * seconds and replaced when it breaks, after which `onGap` listeners hear that messages may have been missed.
 */
export class PgPubSub implements PubSub {
  readonly #options: pg.ClientConfig;
  readonly #log: Log;
  readonly #pool: pg.Pool;
  readonly #subscriptions: Subscriptions;
  #listening: pg.Client | null = null;
  #state: 'idle' | 'running' | 'stopped' = 'idle';
  #retries = 0;
  #retry: NodeJS.Timeout | undefined;
  #ping: NodeJS.Timeout | undefined;

  constructor({ connectionString, log = console }: PgPubSubOptions) {
    this.#log = log;
    this.#options = {
      connectionString,
      application_name: 'vidkit-pub-sub',
      keepAlive: true,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    };
    this.#pool = new pg.Pool({ ...this.#options, max: 2 });
    this.#pool.on('error', (error) => this.#log.warn({ err: error }, 'idle publishing connection lost'));
    this.#subscriptions = new Subscriptions(log);
  }

  /** Rejects when the database cannot be reached. */
  async start(): Promise<void> {
    if (this.#state !== 'idle') return;
    this.#state = 'running';
    try {
      await this.#listen();
    } catch (error) {
      this.#state = 'idle';
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    await Promise.all([this.#listening?.end(), this.#pool.end()]);
  }

  async publish(channel: string, message: unknown): Promise<void> {
    await this.#pool.query('select pg_notify($1, $2)', [pgChannel, encodeMessage(channel, message)]);
  }

  subscribe(channel: string, listener: (message: unknown) => void): () => void {
    return this.#subscriptions.subscribe(channel, listener);
  }

  onGap(listener: () => void): () => void {
    return this.#subscriptions.onGap(listener);
  }

  async #listen(): Promise<void> {
    const client = new pg.Client(this.#options);
    let broken = false;
    const replace = (error?: Error): void => {
      if (broken) return;
      broken = true;
      client.end().catch(() => undefined);
      if (this.#listening !== client) return;
      clearInterval(this.#ping);
      this.#listening = null;
      if (this.#state !== 'running') return;
      this.#log.warn({ err: error }, 'listening connection lost');
      this.#reconnect();
    };
    client.on('error', replace).on('end', replace);
    client.on('notification', ({ payload }) => this.#subscriptions.deliver(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${pgChannel}`);
    } catch (error) {
      replace();
      throw error;
    }
    if (this.#state !== 'running') {
      replace();
      return;
    }
    this.#listening = client;
    this.#ping = setInterval(() => void client.query('select 1').catch(replace), pingMs);
  }

  #reconnect(): void {
    const wait = Math.min(lastRetryMs, firstRetryMs * 2 ** this.#retries) * (0.5 + Math.random() / 2);
    this.#retries += 1;
    this.#retry = setTimeout(() => {
      this.#listen().then(
        () => {
          this.#retries = 0;
          if (this.#state === 'running') this.#subscriptions.reportGap();
        },
        () => this.#state === 'running' && this.#reconnect(),
      );
    }, wait);
  }
}
