import { setTimeout as sleep } from 'node:timers/promises';

import { chunkWanted } from '@vidkit/contracts/events/media';
import type { Consumption, Queue } from '@vidkit/platform/ports/queue';

import { encodeChunk, type EncodeChunkPorts } from '../flow/encode-chunk.ts';

export interface ChunkWorkerOptions extends EncodeChunkPorts {
  readonly queue: Pick<Queue, 'consume'>;
  readonly concurrency: number;
  readonly stopping: AbortSignal;
}

const retryMs = 1000;

/**
 * Takes chunks of long videos, but none while something is made here that somebody waits for: that would take longer,
 * and other workers may have nothing to do.
 */
export class ChunkConsumer {
  readonly #options: ChunkWorkerOptions;
  #waitedFor = 0;
  #consumption: Consumption | null = null;
  #settled: Promise<void> = Promise.resolve();

  constructor(options: ChunkWorkerOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    await this.#settle();
  }

  /** Does what somebody waits for, without chunks beside it but those that were begun before. */
  async setAside<T>(work: () => Promise<T>): Promise<T> {
    this.#waitedFor += 1;
    await this.#settle();
    try {
      return await work();
    } finally {
      this.#waitedFor -= 1;
      void this.#settle();
    }
  }

  /** One change after another, each to what is wanted when its turn comes, for as long as the queue cannot be reached. */
  #settle(): Promise<void> {
    const { log, stopping } = this.#options;
    const settle = async (): Promise<void> => {
      while (!stopping.aborted) {
        try {
          await this.#change();
          return;
        } catch (error) {
          log.warn({ err: error }, 'the queue of chunks does not answer');
          await sleep(retryMs, undefined, { signal: stopping }).catch(() => undefined);
        }
      }
    };
    this.#settled = this.#settled.then(settle);
    return this.#settled;
  }

  async #change(): Promise<void> {
    const wanted = this.#waitedFor === 0;
    if (wanted) {
      this.#consumption ??= await this.#consume();
    } else {
      await this.#consumption?.end();
      this.#consumption = null;
    }
  }

  #consume(): Promise<Consumption> {
    const { queue, concurrency, stopping, ...ports } = this.#options;
    return queue.consume(
      'encode-chunk',
      async ({ message, signal, attempt, lastAttempt }) =>
        encodeChunk(
          chunkWanted.parse(message),
          { signal: AbortSignal.any([signal, stopping]), attempt, lastAttempt },
          ports,
        ),
      { concurrency },
    );
  }
}
