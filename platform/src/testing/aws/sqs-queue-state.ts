import { randomUUID } from 'node:crypto';

import { ServiceRefusal } from './json-service.ts';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly group: string | null;
  readonly deduplication: string | null;
  readonly sequence: bigint;
  readonly sentAt: number;
  visibleAt: number;
  receiveCount: number;
  receivedAt: number;
  firstReceivedAt: number;
  receipt: string | null;
}

export interface NewMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  readonly group?: string | undefined;
  readonly deduplication?: string | undefined;
  readonly delaySeconds?: number | undefined;
}

const deduplicationMs = 5 * 60_000;
const mostInFlight = 120_000;

/** One queue of SQS, as its documentation describes it; standard ones, too, keep the order here, which SQS does not promise. */
export class SqsQueueState {
  readonly name: string;
  readonly attributes: Record<string, string>;
  /** Milliseconds that a message can be held from the moment it was received. */
  longestMs: number;
  readonly #messages: StoredMessage[] = [];
  readonly #sent = new Map<string, { until: number; message: StoredMessage }>();
  #sequence = 18_850_000_000_000_000_000n;

  constructor(name: string, attributes: Record<string, string>, longestMs: number) {
    this.name = name;
    this.longestMs = longestMs;
    this.attributes = {
      VisibilityTimeout: '30',
      DelaySeconds: '0',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      ReceiveMessageWaitTimeSeconds: '0',
      ...attributes,
    };
  }

  get fifo(): boolean {
    return this.name.endsWith('.fifo');
  }

  get messages(): readonly StoredMessage[] {
    return this.#messages;
  }

  /** How many wait, are delayed, and are held by whoever received them. */
  counts(): { visible: number; delayed: number; held: number } {
    const now = Date.now();
    const hidden = this.#messages.filter(({ visibleAt }) => visibleAt > now);
    const delayed = hidden.filter(({ receipt }) => receipt === null).length;
    return { visible: this.#messages.length - hidden.length, delayed, held: hidden.length - delayed };
  }

  send({ body, attributes = {}, group, deduplication, delaySeconds }: NewMessage): StoredMessage {
    if (this.fifo && group === undefined) {
      throw new ServiceRefusal('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    if (this.fifo && delaySeconds) {
      throw invalid(
        `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
      );
    }
    if (this.fifo && deduplication === undefined) {
      throw invalid(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
    const now = Date.now();
    const known = deduplication === undefined ? undefined : this.#sent.get(deduplication);
    if (known && known.until > now) return known.message;
    const delay = delaySeconds ?? Number(this.attributes['DelaySeconds']);
    const message: StoredMessage = {
      id: randomUUID(),
      body,
      attributes,
      group: group ?? null,
      deduplication: deduplication ?? null,
      sequence: (this.#sequence += 256n),
      sentAt: now,
      visibleAt: now + delay * 1000,
      receiveCount: 0,
      receivedAt: 0,
      firstReceivedAt: 0,
      receipt: null,
    };
    this.#messages.push(message);
    if (deduplication !== undefined) this.#sent.set(deduplication, { until: now + deduplicationMs, message });
    return message;
  }

  /** Takes up to `most` messages. Those that were received too often go to `bury` instead. */
  receive(
    most: number,
    visibilitySeconds: number,
    bury: (message: StoredMessage) => boolean,
  ): StoredMessage[] {
    const now = Date.now();
    if (this.counts().held >= mostInFlight)
      throw new ServiceRefusal('OverLimit', 'too many messages are in flight');
    const taken: StoredMessage[] = [];
    const closed = new Set<string>();
    for (const message of [...this.#messages]) {
      if (taken.length === most) break;
      if (message.group !== null && closed.has(message.group)) continue;
      if (message.visibleAt > now) {
        if (message.group !== null) closed.add(message.group);
        continue;
      }
      if (bury(message)) {
        this.#remove(message);
        continue;
      }
      message.receiveCount++;
      message.receivedAt = now;
      message.firstReceivedAt ||= now;
      message.receipt = randomUUID();
      message.visibleAt = now + visibilitySeconds * 1000;
      taken.push(message);
    }
    return taken;
  }

  delete(receipt: string): void {
    const message = this.#received(receipt);
    if (message) this.#remove(message);
    else if (this.fifo) throw new ServiceRefusal('ReceiptHandleIsInvalid', `The receipt handle has expired`);
  }

  hide(receipt: string, seconds: number): void {
    const message = this.#received(receipt);
    const now = Date.now();
    if (!message || message.visibleAt <= now) {
      throw new ServiceRefusal(
        'MessageNotInflight',
        'Message does not exist or is not available for visibility timeout change.',
      );
    }
    if (now + seconds * 1000 - message.receivedAt > this.longestMs) {
      throw invalid(
        `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${this.longestMs / 1000} seconds].`,
      );
    }
    message.visibleAt = now + seconds * 1000;
  }

  /** Takes one away that nobody holds, for a queue to which it is moved. */
  takeForMove(): StoredMessage | null {
    const message = this.#messages.find(({ visibleAt }) => visibleAt <= Date.now());
    if (message) this.#remove(message);
    return message ?? null;
  }

  purge(): void {
    this.#messages.length = 0;
  }

  /** The newest receipt of a message counts. */
  #received(receipt: string): StoredMessage | undefined {
    return this.#messages.find((message) => message.receipt === receipt);
  }

  #remove(message: StoredMessage): void {
    const index = this.#messages.indexOf(message);
    if (index >= 0) this.#messages.splice(index, 1);
  }
}

export const invalid = (message: string): ServiceRefusal =>
  new ServiceRefusal('InvalidParameterValue', message);
