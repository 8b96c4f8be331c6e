import { randomUUID } from 'node:crypto';

import type { AwsAccount } from './aws-account.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** How many times an event comes, and after how many milliseconds. */
export type Route = (event: BusEvent) => { readonly times: number; readonly delayMs: number };

export interface BusEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
}

interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

const pollMs = 200;
const retryMs = 500;

/**
 * What lies between the services and the functions: rules of EventBridge, the queue in front of each function with its
 * deliveries again, and the reading of the stream. The rules are those of the stacks in short form; that the real patterns
 * take the real events is tested there.
 */
export class EventBus {
  /** Of tests that lose, repeat or delay events. */
  route: Route = () => ({ times: 1, delayMs: 0 });
  readonly #account: AwsAccount;
  readonly #functions: ReadonlyMap<string, LambdaFunction>;
  readonly #stopping = new AbortController();
  readonly #reading: Promise<void>;
  readonly #underWay = new Set<Promise<void>>();

  constructor(account: AwsAccount, functions: ReadonlyMap<string, LambdaFunction>) {
    this.#account = account;
    this.#functions = functions;
    account.onEvent((event) => this.#take(event));
    this.#reading = this.#readStream();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#reading;
    await Promise.allSettled(this.#underWay);
  }

  #take(event: BusEvent): void {
    const name = functionFor(event);
    if (name === null) return;
    const { times, delayMs } = this.route(event);
    for (let time = 0; time < times; time += 1) {
      const delivery = this.#deliver(name, event, delayMs).finally(() => this.#underWay.delete(delivery));
      this.#underWay.add(delivery);
    }
  }

  /** As SQS does: again after a while, until the function takes it. */
  async #deliver(name: string, event: BusEvent, delayMs: number): Promise<void> {
    const messageId = randomUUID();
    const record = (attempt: number) => ({
      messageId,
      receiptHandle: messageId,
      body: JSON.stringify({ version: '0', id: messageId, time: new Date().toISOString(), ...event }),
      attributes: { ApproximateReceiveCount: String(attempt) },
      messageAttributes: {},
      eventSource: 'aws:sqs',
    });
    await this.#pause(delayMs);
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt += 1) {
      const answer = await this.#functions
        .get(name)
        ?.invoke({ Records: [record(attempt)] })
        .catch(() => null);
      if (answer && (answer as BatchAnswer).batchItemFailures.length === 0) return;
      await this.#pause(retryMs);
    }
  }

  /** As the event source mapping of a stream does: what was not taken comes again, and what comes after it waits. */
  async #readStream(): Promise<void> {
    const positions = new Map<string, number>();
    while (!this.#stopping.signal.aborted) {
      for (const { shard, records } of await this.#account.readStream()) {
        const from = positions.get(shard) ?? 0;
        const batch = records.slice(from);
        if (batch.length === 0) continue;
        const answer = (await this.#functions.get('views-consumer')?.invoke({
          Records: batch.map(({ sequence, data }) => ({
            eventSource: 'aws:kinesis',
            eventID: `${shard}:${sequence}`,
            eventSourceARN: 'arn:aws:kinesis:eu-central-1:111122223333:stream/views',
            kinesis: {
              data: Buffer.from(data).toString('base64'),
              sequenceNumber: sequence,
              partitionKey: 'view',
            },
          })),
        })) as BatchAnswer;
        const failed = answer.batchItemFailures[0]?.itemIdentifier;
        const taken =
          failed === undefined ? batch.length : batch.findIndex(({ sequence }) => sequence === failed);
        positions.set(shard, from + taken);
      }
      await this.#pause(pollMs);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#stopping.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

const functionFor = ({ source, detail }: BusEvent): string | null => {
  if (source === 'aws.mediaconvert') return 'encode-events';
  if (source !== 'aws.s3') return null;
  const { key = '' } = (detail as { object?: { key?: string } }).object ?? {};
  return /^(sources|archive)\//.test(key) ? 'object-events' : null;
};
