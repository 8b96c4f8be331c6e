import { setTimeout as sleep } from 'node:timers/promises';

import { type InstanceLock, markOf } from '@vidkit/platform/local/instance-lock';
import type { RunningPostgres } from '@vidkit/platform/local/postgres';
import { isRunning } from '@vidkit/platform/local/process-info';

import type { Failure } from '../bootstrap/failure.mjs';
import { type ChildSpec, SupervisedChild } from './child-process.ts';

/** For one child to end what it is doing. */
export const drainMs = 15_000;
const hurryMs = 2000;
const databaseCheckMs = 1000;

export interface SupervisorOptions {
  readonly lock: InstanceLock;
  readonly warn: (text: string) => void;
  /** The product cannot go on; everything was ended. */
  readonly onGivenUp: (failure: Failure) => void;
}

/**
 * Holds the processes of one instance: the database first, then children in the order in which they were added.
 * They end in the order of their adding, the database last.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #children: SupervisedChild[] = [];
  #database: RunningPostgres | null = null;
  #stopping: Promise<void> | null = null;
  #remembering: Promise<void> = Promise.resolve();
  #hurry = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get isStopping(): boolean {
    return this.#stopping !== null;
  }

  /** Ends this server at the end, and calls `restart` when it dies before. */
  holdDatabase(database: RunningPostgres, restart: () => Promise<RunningPostgres>): void {
    this.#database = database;
    void this.#watchDatabase(restart);
  }

  /** Starts a child and waits until it is ready. Throws a `Failure`. */
  async addChild(spec: ChildSpec): Promise<SupervisedChild> {
    const child = new SupervisedChild(spec, {
      onWarning: this.#options.warn,
      onChange: () => {
        // In turn, so that the last word is about the latest state.
        this.#remembering = this.#remembering.then(() => this.#rememberChildren());
      },
      onGivenUp: (failure) => void this.stop().then(() => this.#options.onGivenUp(failure)),
    });
    this.#children.push(child);
    await child.start();
    return child;
  }

  /** Drains and ends everything in order, then gives the data folder free. A second call hurries the first. */
  stop(): Promise<void> {
    if (this.#stopping) {
      this.#hurry = true;
      for (const child of this.#children) void child.stop(hurryMs);
      return this.#stopping;
    }
    this.#stopping = this.#stopInOrder();
    return this.#stopping;
  }

  async #stopInOrder(): Promise<void> {
    for (const child of this.#children) await child.stop(this.#hurry ? hurryMs : drainMs);
    await this.#database?.stop().catch((error: Error) => this.#options.warn(error.message));
    await this.#remembering;
    await this.#options.lock.release();
  }

  async #watchDatabase(restart: () => Promise<RunningPostgres>): Promise<void> {
    for (;;) {
      await sleep(databaseCheckMs, undefined, { ref: false });
      if (this.#stopping) return;
      if (!this.#database || (await isRunning(this.#database.pid))) continue;
      if (this.isStopping) return;
      this.#options.warn('PostgreSQL ended; starting it again');
      await restart().then(
        (database) => (this.#database = database),
        (error: Error) => this.#options.warn(error.message),
      );
    }
  }

  /** So that the next start can wait for them, should we be killed. */
  async #rememberChildren(): Promise<void> {
    const pids = this.#children.flatMap(({ pid }) => (pid === null ? [] : [pid]));
    const children = await Promise.all(pids.map(markOf));
    if (!this.#stopping) await this.#options.lock.update({ children }).catch(() => undefined);
  }
}
