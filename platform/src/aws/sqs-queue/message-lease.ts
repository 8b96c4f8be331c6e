import {
  ChangeMessageVisibilityCommand,
  MessageNotInflight,
  ReceiptHandleIsInvalid,
  type SQSClient,
} from '@aws-sdk/client-sqs';

import type { Log } from '../../ports/log.ts';

export interface LeaseTimes {
  /** For which a message is hidden from others at a time. */
  readonly leaseSeconds: number;
  readonly heartbeatSeconds: number;
  /** For which SQS lets a message be hidden, from its receipt on, whatever is asked. */
  readonly longestSeconds: number;
}

export const leaseTimes: LeaseTimes = { leaseSeconds: 30, heartbeatSeconds: 10, longestSeconds: 43_200 };

export interface MessageLeaseOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly receipt: string;
  readonly times: LeaseTimes;
  readonly log: Log;
  /** Called with each heartbeat; false ends the lease. */
  readonly alsoExtend: () => Promise<boolean>;
}

/**
 * Hides a received message from others for as long as it is handled, and aborts its signal when it cannot any more: SQS
 * did not answer for as long as it was hidden, somebody else has it, or the 12 hours are over for which SQS hides one.
 */
export class MessageLease {
  readonly #options: MessageLeaseOptions;
  readonly #abort = new AbortController();
  readonly #receivedAt = Date.now();
  #hiddenUntil: number;
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(options: MessageLeaseOptions) {
    this.#options = options;
    this.#hiddenUntil = this.#receivedAt + options.times.leaseSeconds * 1000;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** It is ours no more: others may be at it. */
  get lost(): boolean {
    return this.#abort.signal.aborted;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#beat(), this.#options.times.heartbeatSeconds * 1000);
  }

  /** No heartbeat after this. */
  end(): void {
    this.#over = true;
    clearInterval(this.#timer);
  }

  /** Ends it and aborts the handler, unless it has ended before. */
  lose(reason: string): void {
    if (this.#over) return;
    this.end();
    this.#abort.abort(new Error(reason));
  }

  /** Has the message delivered again after some seconds. When that fails it comes by itself when it was to be hidden to. */
  async hide(seconds: number): Promise<void> {
    try {
      await this.#hide(Math.min(seconds, Math.max(0, this.#secondsLeft())));
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a message could not be put back, it comes again by itself');
    }
  }

  async #beat(): Promise<void> {
    const { leaseSeconds, heartbeatSeconds } = this.#options.times;
    if (this.#secondsLeft() < leaseSeconds + heartbeatSeconds) {
      this.lose('SQS hides a message for no longer');
      return;
    }
    try {
      await this.#hide(leaseSeconds);
      if (!(await this.#options.alsoExtend())) this.lose('the message has another runner');
    } catch (error) {
      if (this.#over) return;
      if (Date.now() + heartbeatSeconds * 1000 < this.#hiddenUntil && isPassing(error)) return;
      this.#options.log.warn({ err: error }, 'the lease of a message could not be kept');
      this.lose('the lease could not be kept');
    }
  }

  async #hide(seconds: number): Promise<void> {
    const { sqs, queueUrl, receipt } = this.#options;
    const asked = Date.now();
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receipt,
        VisibilityTimeout: seconds,
      }),
    );
    this.#hiddenUntil = asked + seconds * 1000;
  }

  /** Until SQS gives the message to others, come what may. */
  #secondsLeft(): number {
    return Math.floor(this.#options.times.longestSeconds - (Date.now() - this.#receivedAt) / 1000) - 1;
  }
}

/** These two say that the message is not ours; all else may be different the next time. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof MessageNotInflight) && !(error instanceof ReceiptHandleIsInvalid);
