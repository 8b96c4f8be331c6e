import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { ViewRecord } from '@vidkit/contracts/events/view-record';
import { setTimeout as sleep } from 'node:timers/promises';

import { checkRecords, type EventStream, EventStreamError } from '../ports/event-stream.ts';
import { sdkLimits } from './sdk-limits.ts';

/** For what Kinesis took the rest of a request for, but not this. */
const pausesMs = [50, 100, 200, 400, 800];

/**
 * What happens in views as records of a Kinesis stream, JSON of a `ViewRecord` each. All of a view goes to one shard, in its order: a request has one record of
 * each view, and the next one waits until it is stored. A record whose answer got lost is there twice.
 */
export class KinesisEventStream implements EventStream {
  readonly #stream: string;
  readonly #kinesis: KinesisClient;

  constructor({ stream }: { stream: string }) {
    this.#stream = stream;
    const { maxAttempts, requestHandler } = sdkLimits();
    // The client's own handler speaks HTTP/2, whose one connection is the fate of all that is under way.
    this.#kinesis = new KinesisClient({ maxAttempts, requestHandler: new NodeHttpHandler(requestHandler) });
  }

  async put(records: readonly ViewRecord[]): Promise<void> {
    checkRecords(records);
    try {
      for (const round of roundsOf(records)) await this.#putAll(round);
    } catch (cause) {
      if (cause instanceof EventStreamError) throw cause;
      throw new EventStreamError(
        'stream_unavailable',
        `Kinesis did not take ${records.length} records: ${String(cause)}`,
        {
          cause,
        },
      );
    }
  }

  stop(): Promise<void> {
    this.#kinesis.destroy();
    return Promise.resolve();
  }

  /** Puts records of different views, and those again that were not taken with the others. */
  async #putAll(records: readonly ViewRecord[]): Promise<void> {
    let left = records;
    for (const pause of [...pausesMs, null]) {
      const refused = await this.#putOnce(left);
      if (refused.length === 0) return;
      if (pause === null) {
        throw new EventStreamError(
          'stream_unavailable',
          `Kinesis did not take ${refused.length} of ${records.length} records.`,
        );
      }
      left = refused;
      await sleep(pause * (0.5 + Math.random()));
    }
  }

  async #putOnce(records: readonly ViewRecord[]): Promise<ViewRecord[]> {
    const { Records = [] } = await this.#kinesis.send(
      new PutRecordsCommand({
        StreamName: this.#stream,
        Records: records.map((record) => ({
          Data: Buffer.from(JSON.stringify(record)),
          PartitionKey: record.view,
        })),
      }),
    );
    return records.filter((_, index) => Records[index]?.SequenceNumber === undefined);
  }
}

/** The first record of each view, then the second, and so on. */
const roundsOf = (records: readonly ViewRecord[]): ViewRecord[][] => {
  const rounds: ViewRecord[][] = [];
  const seen = new Map<string, number>();
  for (const record of records) {
    const round = seen.get(record.view) ?? 0;
    seen.set(record.view, round + 1);
    (rounds[round] ??= []).push(record);
  }
  return rounds;
};
