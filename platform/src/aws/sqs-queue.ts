import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Topic, topicNames, topics } from '@vidkit/contracts/events/topics';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Log } from '../ports/log.ts';
import { orderingKey } from '../ports/message-key.ts';
import { checkMessage } from '../ports/message-limits.ts';
import {
  type Consumption,
  type MessageHandler,
  type Queue,
  QueueError,
  type TopicStatus,
} from '../ports/queue.ts';
import { sdkLimits } from './sdk-limits.ts';
import { groupOf, writeEnvelope } from './sqs-queue/envelope.ts';
import { type LeaseTimes, leaseTimes } from './sqs-queue/message-lease.ts';
import { MessageLedger, type MessageName } from './sqs-queue/message-ledger.ts';
import { moveMessages } from './sqs-queue/move-messages.ts';
import { QueueAddresses } from './sqs-queue/queue-addresses.ts';
import { ReceiveLoop } from './sqs-queue/receive-loop.ts';
import { SqsDelivery } from './sqs-queue/sqs-delivery.ts';

export interface SqsQueueOptions {
  /** Addresses of the queues without their topic. */
  readonly queuePrefix: string;
  /** The DynamoDB table with `pk`, `sk` and the TTL in `expires`. */
  readonly table: string;
  readonly log?: Log;
  /** For how long messages are held; of tests, which do not wait for hours. */
  readonly times?: LeaseTimes;
}

/** More than a long poll takes. */
const receiveMs = 25_000;

/**
 * The queue on SQS, two queues for each topic (`QueueAddresses`). A message is hidden while it is handled, by a
 * heartbeat: those of a killed process are delivered again within 30 seconds. What SQS does not promise (one message a key, failures
 * that are not kills, no second delivery at the same time) is held by entries in DynamoDB; messages without a key need none
 * until they fail.
 */
export class SqsQueue implements Queue {
  readonly #sqs = new SQSClient(sdkLimits());
  readonly #receiving = new SQSClient(sdkLimits({ requestTimeout: receiveMs, maxAttempts: 1 }));
  readonly #dynamo = new DynamoDBClient(sdkLimits());
  readonly #ledger: MessageLedger;
  readonly #addresses: QueueAddresses;
  readonly #log: Log;
  readonly #times: LeaseTimes;
  readonly #loops = new Set<ReceiveLoop>();
  readonly #deliveries = new Set<SqsDelivery>();
  #started: Promise<void> | null = null;

  constructor({ queuePrefix, table, log = console, times = leaseTimes }: SqsQueueOptions) {
    this.#addresses = new QueueAddresses(queuePrefix);
    this.#ledger = new MessageLedger(this.#dynamo, table);
    this.#log = log;
    this.#times = times;
  }

  /** Rejects when the queues cannot be reached. */
  async start(): Promise<void> {
    this.#started ??= this.#check();
    await this.#started;
  }

  async stop(graceMs: number): Promise<void> {
    const started = this.#started;
    if (!started) return;
    this.#started = null;
    await started.catch(() => undefined);
    const loops = [...this.#loops];
    await Promise.all(loops.map((loop) => loop.end()));
    await within(graceMs, Promise.all(loops.map((loop) => loop.settled())));
    await Promise.all([...this.#deliveries].map((delivery) => delivery.giveBack()));
    // Handlers that do not end have no client any more, and need none.
    for (const client of [this.#sqs, this.#receiving, this.#dynamo]) client.destroy();
  }

  async send(
    topic: Topic,
    message: unknown,
    { key, delaySeconds = 0 }: { key?: string; delaySeconds?: number } = {},
  ): Promise<boolean> {
    checkMessage(topic, message, delaySeconds);
    const name: MessageName = { topic, id: randomUUID(), key: topics[topic] === 'work' ? key : undefined };
    const body = writeEnvelope({ id: name.id, key, message });
    try {
      if (name.key === undefined) {
        await this.#put(topic, body, { group: orderingKey(message, key), id: name.id, delaySeconds });
        return true;
      }
      return await this.#sendExclusive(name, () =>
        this.#put(topic, body, { group: '', id: name.id, delaySeconds }),
      );
    } catch (cause) {
      throw new QueueError('queue_unavailable', `A message to ${topic} was not sent: ${String(cause)}`, {
        cause,
      });
    }
  }

  async consume(
    topic: Topic,
    handler: MessageHandler,
    { concurrency }: { concurrency: number },
  ): Promise<Consumption> {
    const loop = new ReceiveLoop({
      sqs: this.#receiving,
      queueUrl: this.#addresses.of(topic),
      leaseSeconds: this.#times.leaseSeconds,
      concurrency,
      ordered: topics[topic] === 'report',
      log: this.#log,
      deliver: async (received) => {
        const delivery = new SqsDelivery(
          {
            sqs: this.#sqs,
            ledger: this.#ledger,
            times: this.#times,
            log: this.#log,
            stopping: () => this.#started === null,
            queueUrl: this.#addresses.of(topic),
            deadLettersUrl: this.#addresses.deadLetters(topic),
          },
          topic,
          received,
        );
        this.#deliveries.add(delivery);
        await delivery.run(handler);
        this.#deliveries.delete(delivery);
      },
    });
    this.#loops.add(loop);
    loop.start();
    return { end: () => loop.end() };
  }

  async check(): Promise<void> {
    if (!this.#started) throw new QueueError('queue_unavailable', 'The queue is stopped.');
    await this.#check();
  }

  async status(): Promise<TopicStatus[]> {
    return await Promise.all(
      topicNames.map(async (topic) => {
        const [alive, dead] = await Promise.all([
          this.#counts(this.#addresses.of(topic)),
          this.#counts(this.#addresses.deadLetters(topic)),
        ]);
        return { topic, ...alive, dead: dead.waiting + dead.running };
      }),
    );
  }

  async redrive(topic: Topic): Promise<number> {
    return await moveMessages(this.#sqs, this.#addresses.deadLetters(topic), this.#addresses.of(topic));
  }

  async #check(): Promise<void> {
    await this.#counts(this.#addresses.of('object-stored'));
  }

  async #sendExclusive(name: MessageName, put: () => Promise<void>): Promise<boolean> {
    if (!(await this.#ledger.reserve(name))) return false;
    try {
      await put();
    } catch (error) {
      // It is on its way after all where only the answer got lost: then it frees the key itself.
      await this.#ledger.free(name).catch(() => undefined);
      throw error;
    }
    // The message is in the queue: without this its key is free a minute later, which is no failure of the send.
    await this.#ledger
      .keep(name)
      .catch((error: unknown) =>
        this.#log.warn({ err: error, topic: name.topic }, 'a key is kept for a minute only'),
      );
    return true;
  }

  async #put(
    topic: Topic,
    body: string,
    { group, id, delaySeconds }: { group: string; id: string; delaySeconds: number },
  ): Promise<void> {
    await this.#sqs.send(
      new SendMessageCommand({
        QueueUrl: this.#addresses.of(topic),
        MessageBody: body,
        ...(topics[topic] === 'report'
          ? { MessageGroupId: groupOf(group), MessageDeduplicationId: id }
          : { DelaySeconds: delaySeconds }),
      }),
    );
  }

  async #counts(queueUrl: string): Promise<{ waiting: number; running: number }> {
    const { Attributes = {} } = await this.#sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesDelayed',
          'ApproximateNumberOfMessagesNotVisible',
        ],
      }),
    );
    return {
      waiting:
        Number(Attributes.ApproximateNumberOfMessages) +
        Number(Attributes.ApproximateNumberOfMessagesDelayed),
      running: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  }
}

const within = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  const over = new AbortController();
  const timeout = sleep(milliseconds, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([work, timeout]);
  over.abort();
};
