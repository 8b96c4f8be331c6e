import { DeleteMessageCommand, type Message, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { attempts, mostReceipts, type Topic, topics } from '@vidkit/contracts/events/topics';
import { randomUUID } from 'node:crypto';

import type { Log } from '../../ports/log.ts';
import { orderingKey } from '../../ports/message-key.ts';
import type { MessageHandler } from '../../ports/queue.ts';
import { type Envelope, groupOf, readEnvelope, writeEnvelope } from './envelope.ts';
import { type LeaseTimes, MessageLease } from './message-lease.ts';
import type { MessageLedger, MessageName } from './message-ledger.ts';

/** Seconds until a message whose handler threw is delivered again: doubled from throw to throw. */
const retrySeconds = { work: { first: 1, longest: 120 }, report: { first: 1, longest: 60 } };
/** Deliveries by which we are faster than SQS's own count. */
const receiptsToSpare = 2;
/** Of what went wrong, beside a dead letter. */
const longestError = 1_000;

export interface DeliveryDeps {
  readonly sqs: SQSClient;
  readonly ledger: MessageLedger;
  readonly times: LeaseTimes;
  readonly log: Log;
  readonly stopping: () => boolean;
  readonly queueUrl: string;
  readonly deadLettersUrl: string;
}

/** One received message on its way through its handler, to its end or back into the queue. */
export class SqsDelivery {
  readonly #deps: DeliveryDeps;
  readonly #topic: Topic;
  readonly #received: Message;
  readonly #lease: MessageLease;
  readonly #runner = randomUUID();
  readonly #envelope: Envelope | null;
  readonly #name: MessageName | null;
  #claimed = false;
  /** The handler has ended: what is left is a call or two, which are bounded. */
  #handled = false;
  #ended: Promise<void> = Promise.resolve();

  constructor(deps: DeliveryDeps, topic: Topic, received: Message) {
    this.#deps = deps;
    this.#topic = topic;
    this.#received = received;
    this.#envelope = readEnvelope(received.Body ?? '');
    const exclusive = topics[topic] === 'work';
    this.#name = this.#envelope && {
      topic,
      id: this.#envelope.id,
      key: exclusive ? this.#envelope.key : undefined,
    };
    this.#lease = new MessageLease({
      sqs: deps.sqs,
      queueUrl: deps.queueUrl,
      receipt: received.ReceiptHandle ?? '',
      times: deps.times,
      log: deps.log,
      alsoExtend: async () =>
        !this.#claimed ||
        !this.#name ||
        (await deps.ledger.extend(this.#name, this.#runner, deps.times.leaseSeconds)),
    });
  }

  /** Never rejects: what goes wrong with SQS or DynamoDB leaves the message to come again. */
  run(handler: MessageHandler): Promise<void> {
    this.#ended = this.#runToEnd(handler);
    return this.#ended;
  }

  /** Aborts the handler and leaves the message to others; where it has ended, waits until its message is settled. */
  async giveBack(): Promise<void> {
    if (this.#handled) await this.#ended;
    else await this.#putBack();
  }

  async #runToEnd(handler: MessageHandler): Promise<void> {
    this.#lease.start();
    try {
      await this.#run(handler);
    } catch (error) {
      if (!this.#lease.lost) {
        this.#deps.log.warn({ err: error, topic: this.#topic }, 'a message was not settled, it comes again');
      }
    } finally {
      this.#lease.end();
    }
  }

  async #putBack(): Promise<void> {
    this.#lease.lose('the process stops');
    // First here: whoever gets the message would find it held.
    if (this.#claimed && this.#name)
      await this.#deps.ledger.yield(this.#name, this.#runner).catch(() => undefined);
    await this.#lease.hide(0);
  }

  async #run(handler: MessageHandler): Promise<void> {
    const { ledger, times } = this.#deps;
    if (!this.#envelope || !this.#name) {
      this.#deps.log.error(
        { topic: this.#topic, id: this.#received.MessageId },
        'a body that is no message of ours',
      );
      await this.#bury(this.#received.Body ?? '', 'the body is no message of ours');
      await this.#delete();
      return;
    }
    const attempt = Number(this.#received.Attributes?.ApproximateReceiveCount ?? 1);
    const kind = topics[this.#topic];
    let failures = 0;
    if (this.#name.key !== undefined) {
      const claim = await ledger.claim(this.#name, this.#runner, times.leaseSeconds);
      if (claim.state === 'stale') return await this.#delete();
      if (claim.state === 'busy') return await this.#lease.hide(claim.seconds);
      this.#claimed = true;
      failures = claim.failures;
      // The process stopped meanwhile.
      if (this.#lease.lost) return await ledger.yield(this.#name, this.#runner);
    } else if (attempt > 1) {
      failures = await ledger.failures(this.#name);
    }
    const { message } = this.#envelope;
    const about = { envelope: this.#envelope, name: this.#name, failures, attempt };
    // SQS would put it aside without a word, and its key would stay taken.
    if (attempt > mostReceipts[kind] - receiptsToSpare) {
      await this.#giveUp(new Error('every process that took it has ended'), about);
      return;
    }
    const lastAttempt = failures + 1 >= attempts[kind];
    try {
      await handler({ message, attempt, lastAttempt, signal: this.#lease.signal });
    } catch (error) {
      this.#handled = true;
      await this.#failed(error, { ...about, lastAttempt });
      return;
    }
    this.#handled = true;
    if (this.#lease.lost) return;
    await this.#settle(this.#name);
  }

  async #failed(error: unknown, failed: Failed & { readonly lastAttempt: boolean }): Promise<void> {
    // The message is already somebody else's, or will be.
    if (this.#lease.lost) return;
    if (this.#deps.stopping()) {
      await this.#putBack();
      return;
    }
    if (failed.lastAttempt) {
      await this.#giveUp(error, failed);
      return;
    }
    if (!(await this.#deps.ledger.fail(failed.name, this.#runner))) return;
    this.#claimed = false;
    this.#lease.end();
    await this.#lease.hide(backOff(this.#topic, failed.failures));
  }

  async #giveUp(error: unknown, { envelope, name, attempt }: Failed): Promise<void> {
    const { ledger, times } = this.#deps;
    // Somebody else is at it, and may come to a better end.
    if (name.key !== undefined && !(await ledger.extend(name, this.#runner, times.leaseSeconds))) return;
    this.#deps.log.error({ err: error, topic: this.#topic, attempt }, 'message given up');
    // With an id of its own: copies of the first one are nothing any more, and this one may be sent again.
    await this.#bury(
      writeEnvelope({ ...envelope, id: randomUUID() }),
      String(error),
      orderingKey(envelope.message, envelope.key),
    );
    await this.#settle(name);
  }

  /** The key first: once the message is away, nobody would free it. */
  async #settle(name: MessageName): Promise<void> {
    if (name.key !== undefined) {
      if (!(await this.#deps.ledger.settle(name, this.#runner))) return;
      this.#claimed = false;
    }
    await this.#delete();
  }

  async #delete(): Promise<void> {
    const { sqs, queueUrl } = this.#deps;
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: this.#received.ReceiptHandle }),
    );
  }

  async #bury(body: string, error: string, group = 'all'): Promise<void> {
    const { sqs, deadLettersUrl } = this.#deps;
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: deadLettersUrl,
        MessageBody: body,
        MessageAttributes: {
          error: { DataType: 'String', StringValue: plain(error).slice(0, longestError) || 'unknown' },
        },
        ...(topics[this.#topic] === 'report' && {
          MessageGroupId: groupOf(group),
          MessageDeduplicationId: this.#received.MessageId,
        }),
      }),
    );
  }
}

interface Failed {
  readonly envelope: Envelope;
  readonly name: MessageName;
  readonly failures: number;
  readonly attempt: number;
}

/** What SQS takes: it refuses a message for a character that XML does not know. */
const plain = (text: string): string =>
  text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '\ufffd');

const backOff = (topic: Topic, failures: number): number => {
  const { first, longest } = retrySeconds[topics[topic]];
  return Math.min(first * 2 ** failures, longest);
};
