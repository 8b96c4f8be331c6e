import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Fault, type Json, JsonService, ServiceRefusal } from './json-service.ts';
import { digestOfAttributes, md5 } from './sqs-digest.ts';
import { invalid, type MessageAttribute, SqsQueueState, type StoredMessage } from './sqs-queue-state.ts';

const account = '123456789012';
const arnPrefix = `arn:aws:sqs:eu-central-1:${account}:`;
const dayMs = 24 * 3_600_000;
const pollMs = 5;
/** SQS calls them by these two names in one field. */
const queueMissing = 'com.amazonaws.sqs#QueueDoesNotExist';

interface MoveTask {
  readonly handle: string;
  readonly source: string;
  readonly destination: string;
  readonly startedAt: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
}

interface Sent {
  readonly MessageBody?: string;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
  readonly DelaySeconds?: number;
}

/**
 * SQS over HTTP on loopback, with the queues that are made in it: standard and FIFO, visibility, delays, long polls,
 * redrive to dead letters and back, and faults on demand. It knows no permissions and no encryption, never delivers
 * twice of itself, and what it says of limits and errors is from documentation: SQS itself has never been asked.
 */
export class SqsStandIn {
  readonly service: JsonService;
  readonly #queues: Map<string, SqsQueueState>;

  private constructor(service: JsonService, queues: Map<string, SqsQueueState>) {
    this.service = service;
    this.#queues = queues;
  }

  static async start(): Promise<SqsStandIn> {
    const queues = new Map<string, SqsQueueState>();
    const actions = new SqsActions(queues, () => standIn.service.url);
    const service = await JsonService.start({
      target: 'AmazonSQS',
      contentType: 'application/x-amz-json-1.0',
      act: (action, input, signal) => actions.act(action, input, signal),
    });
    const standIn = new SqsStandIn(service, queues);
    return standIn;
  }

  get url(): string {
    return this.service.url;
  }

  /** What comes before the name of a queue in its address. */
  get queuePrefix(): string {
    return `${this.url}/${account}/`;
  }

  create(name: string, attributes: Record<string, string> = {}): SqsQueueState {
    const queue = new SqsQueueState(name, attributes, 12 * 3_600_000);
    this.#queues.set(name, queue);
    return queue;
  }

  queue(name: string): SqsQueueState {
    return queueOf(this.#queues, name);
  }

  arnOf(name: string): string {
    return `${arnPrefix}${name}`;
  }

  failNext(action: string, fault: Fault, times = 1): void {
    this.service.failNext(action, fault, times);
  }

  async stop(): Promise<void> {
    await this.service.stop();
  }
}

/** The actions of the service. */
class SqsActions {
  readonly #queues: Map<string, SqsQueueState>;
  readonly #url: () => string;
  readonly #moves: MoveTask[] = [];

  constructor(queues: Map<string, SqsQueueState>, url: () => string) {
    this.#queues = queues;
    this.#url = url;
  }

  async act(action: string, input: Json, signal: AbortSignal): Promise<Json> {
    switch (action) {
      case 'CreateQueue': {
        const name = String(input['QueueName']);
        if (!this.#queues.has(name)) {
          const attributes = (input['Attributes'] ?? {}) as Record<string, string>;
          this.#queues.set(name, new SqsQueueState(name, attributes, dayMs / 2));
        }
        return { QueueUrl: `${this.#url()}/${account}/${name}` };
      }
      case 'GetQueueUrl':
        return {
          QueueUrl: `${this.#url()}/${account}/${queueOf(this.#queues, String(input['QueueName'])).name}`,
        };
      case 'GetQueueAttributes':
        return { Attributes: attributesOf(this.#of(input), (input['AttributeNames'] ?? []) as string[]) };
      case 'SetQueueAttributes':
        Object.assign(this.#of(input).attributes, input['Attributes']);
        return {};
      case 'SendMessage':
        return this.#send(this.#of(input), input);
      case 'SendMessageBatch':
        return this.#sendBatch(this.#of(input), input['Entries'] as (Sent & { Id: string })[]);
      case 'ReceiveMessage':
        return this.#receive(this.#of(input), input, signal);
      case 'DeleteMessage':
        this.#of(input).delete(String(input['ReceiptHandle']));
        return {};
      case 'ChangeMessageVisibility': {
        const seconds = Number(input['VisibilityTimeout']);
        if (!(seconds >= 0 && seconds <= 43_200))
          throw invalid(`Value ${seconds} for parameter VisibilityTimeout is invalid.`);
        this.#of(input).hide(String(input['ReceiptHandle']), seconds);
        return {};
      }
      case 'PurgeQueue':
        this.#of(input).purge();
        return {};
      case 'StartMessageMoveTask':
        return this.#startMove(String(input['SourceArn']), input['DestinationArn'] as string | undefined);
      case 'ListMessageMoveTasks':
        return { Results: this.#listMoves(String(input['SourceArn'])) };
      default:
        throw new ServiceRefusal('UnknownOperationException', action);
    }
  }

  #of(input: Json): SqsQueueState {
    const name = /\/([^/]+)$/.exec(String(input['QueueUrl']))?.[1] ?? '';
    return queueOf(this.#queues, name);
  }

  #send(queue: SqsQueueState, sent: Sent): Json {
    const { MessageBody: body = '', MessageAttributes: attributes = {}, DelaySeconds: delaySeconds } = sent;
    if (body === '')
      throw new ServiceRefusal('MissingParameter', 'The request must contain the parameter MessageBody.');
    if (/[\ufffe\uffff]/.test(body))
      throw new ServiceRefusal('InvalidMessageContents', 'characters outside the allowed set');
    const most = Number(queue.attributes['MaximumMessageSize']);
    if (Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(attributes)) > most) {
      throw invalid(
        `One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`,
      );
    }
    if (delaySeconds !== undefined && !(delaySeconds >= 0 && delaySeconds <= 900)) {
      throw invalid(
        `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
      );
    }
    if (sent.MessageGroupId !== undefined && !/^[!-~]{1,128}$/.test(sent.MessageGroupId)) {
      throw invalid(
        'Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
      );
    }
    const message = queue.send({
      body,
      attributes,
      group: sent.MessageGroupId,
      deduplication:
        sent.MessageDeduplicationId ??
        (queue.attributes['ContentBasedDeduplication'] === 'true' ? md5(body) : undefined),
      delaySeconds,
    });
    return {
      MessageId: message.id,
      MD5OfMessageBody: md5(message.body),
      ...(Object.keys(attributes).length > 0 && { MD5OfMessageAttributes: digestOfAttributes(attributes) }),
      ...(queue.fifo && { SequenceNumber: String(message.sequence) }),
    };
  }

  #sendBatch(queue: SqsQueueState, entries: (Sent & { Id: string })[]): Json {
    if (entries.length === 0) throw new ServiceRefusal('EmptyBatchRequest', 'no entries');
    if (entries.length > 10) throw new ServiceRefusal('TooManyEntriesInBatchRequest', 'more than 10 entries');
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
      throw new ServiceRefusal('BatchEntryIdsNotDistinct', 'ids are not distinct');
    }
    const [Successful, Failed]: Json[][] = [[], []];
    for (const entry of entries) {
      try {
        Successful?.push({ Id: entry.Id, ...this.#send(queue, entry) });
      } catch (error) {
        if (!(error instanceof ServiceRefusal)) throw error;
        Failed?.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  }

  async #receive(queue: SqsQueueState, input: Json, signal: AbortSignal): Promise<Json> {
    const most = Number(input['MaxNumberOfMessages'] ?? 1);
    if (!(most >= 1 && most <= 10))
      throw invalid(`Value ${most} for parameter MaxNumberOfMessages is invalid.`);
    const wait = Number(input['WaitTimeSeconds'] ?? queue.attributes['ReceiveMessageWaitTimeSeconds']);
    if (!(wait >= 0 && wait <= 20)) throw invalid(`Value ${wait} for parameter WaitTimeSeconds is invalid.`);
    const visibility = Number(input['VisibilityTimeout'] ?? queue.attributes['VisibilityTimeout']);
    const deadline = Date.now() + wait * 1000;
    for (;;) {
      if (signal.aborted) return {};
      const taken = queue.receive(most, visibility, (message) => this.#bury(queue, message));
      if (taken.length > 0) return { Messages: taken.map(received) };
      if (Date.now() >= deadline) return {};
      await sleep(pollMs);
    }
  }

  /** Moves a message to the dead letters that was received as often as the redrive policy allows. */
  #bury(queue: SqsQueueState, message: StoredMessage): boolean {
    const policy = queue.attributes['RedrivePolicy'];
    if (policy === undefined) return false;
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as Record<string, string>;
    if (message.receiveCount < Number(maxReceiveCount)) return false;
    moveTo(queueOf(this.#queues, nameOf(String(deadLetterTargetArn))), message);
    return true;
  }

  /** Without a destination SQS moves only what its own redrive brought there, which is known to no one here. */
  #startMove(source: string, destination: string | undefined): Json {
    if (destination === undefined) throw new ServiceRefusal('UnsupportedOperation', 'name a destination');
    const [from, to] = [nameOf(source), nameOf(destination)].map((name) => queueOf(this.#queues, name));
    if (!from || !to) throw new ServiceRefusal('ResourceNotFoundException', source);
    if (this.#moves.some((move) => move.source === source && move.status === 'RUNNING')) {
      throw new ServiceRefusal('UnsupportedOperation', 'There is already a task running.');
    }
    const move: MoveTask = {
      handle: randomUUID(),
      source,
      destination,
      startedAt: Date.now(),
      moved: 0,
      status: 'RUNNING',
    };
    this.#moves.unshift(move);
    setTimeout(() => {
      for (let message = from.takeForMove(); message; message = from.takeForMove()) {
        moveTo(to, message);
        move.moved++;
      }
      move.status = 'COMPLETED';
    }, 20);
    return { TaskHandle: move.handle };
  }

  #listMoves(source: string): Json[] {
    return this.#moves
      .filter((move) => move.source === source)
      .slice(0, 1)
      .map((move) => ({
        ...(move.status === 'RUNNING' && { TaskHandle: move.handle }),
        Status: move.status,
        SourceArn: move.source,
        DestinationArn: move.destination,
        ApproximateNumberOfMessagesMoved: move.moved,
        StartedTimestamp: move.startedAt,
      }));
  }
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

const queueOf = (queues: ReadonlyMap<string, SqsQueueState>, name: string): SqsQueueState => {
  const queue = queues.get(name);
  if (!queue) throw new ServiceRefusal(queueMissing, `The specified queue does not exist: ${name}`);
  return queue;
};

const moveTo = (queue: SqsQueueState, { body, attributes, group }: StoredMessage): void => {
  queue.send({
    body,
    attributes,
    group: group ?? undefined,
    deduplication: queue.fifo ? randomUUID() : undefined,
  });
};

const received = (message: StoredMessage): Json => ({
  MessageId: message.id,
  ReceiptHandle: message.receipt,
  MD5OfBody: md5(message.body),
  Body: message.body,
  MessageAttributes: message.attributes,
  ...(Object.keys(message.attributes).length > 0 && {
    MD5OfMessageAttributes: digestOfAttributes(message.attributes),
  }),
  Attributes: {
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SentTimestamp: String(message.sentAt),
    SenderId: account,
    ...(message.group !== null && {
      MessageGroupId: message.group,
      MessageDeduplicationId: message.deduplication,
      SequenceNumber: String(message.sequence),
    }),
  },
});

const attributesOf = (queue: SqsQueueState, names: readonly string[]): Record<string, string> => {
  const { visible, delayed, held } = queue.counts();
  const all: Record<string, string> = {
    ...queue.attributes,
    QueueArn: `${arnPrefix}${queue.name}`,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(held),
    ...(queue.fifo && { FifoQueue: 'true' }),
  };
  if (names.includes('All')) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
};
