import { type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

import type { Log } from '../../ports/log.ts';

/** The most that SQS takes. */
const longPollSeconds = 20;
const mostAtOnce = 10;
const pauseMs = { first: 500, longest: 15_000 };

export interface ReceiveLoopOptions {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly leaseSeconds: number;
  readonly concurrency: number;
  /** Whether the queue is FIFO: then one at a time is taken, as all of a batch would be ours and none could wait. */
  readonly ordered: boolean;
  /** Handles one to its end; never rejects. */
  readonly deliver: (message: Message) => Promise<void>;
  readonly log: Log;
}

/** Takes messages of one queue while there is room for more, by long polls. */
export class ReceiveLoop {
  readonly #options: ReceiveLoopOptions;
  readonly #ended = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #loop: Promise<void> | null = null;
  #wake: () => void = () => undefined;

  constructor(options: ReceiveLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Takes no more; those that were taken are handled to their end, which `settled` waits for. */
  async end(): Promise<void> {
    this.#ended.abort();
    this.#wake();
    await this.#loop;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #run(): Promise<void> {
    let failed = 0;
    while (!this.#ended.signal.aborted) {
      const free = this.#options.concurrency - this.#running.size;
      if (free <= 0) {
        await this.#pause();
        continue;
      }
      try {
        const messages = await this.#receive(this.#options.ordered ? 1 : Math.min(free, mostAtOnce));
        failed = 0;
        for (const message of messages) this.#begin(message);
      } catch (error) {
        if (this.#ended.signal.aborted) return;
        // Told once for each time that it begins to fail, and not with every try.
        if (failed === 0) {
          this.#options.log.warn({ err: error, queueUrl: this.#options.queueUrl }, 'a queue cannot be read');
        }
        await this.#pause(Math.min(pauseMs.first * 2 ** failed++, pauseMs.longest));
      }
    }
  }

  async #receive(most: number): Promise<Message[]> {
    const receive = new ReceiveMessageCommand({
      QueueUrl: this.#options.queueUrl,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: longPollSeconds,
      VisibilityTimeout: this.#options.leaseSeconds,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    });
    const { Messages = [] } = await this.#options.sqs.send(receive, { abortSignal: this.#ended.signal });
    return Messages;
  }

  #begin(message: Message): void {
    const delivery = this.#options.deliver(message).finally(() => {
      this.#running.delete(delivery);
      this.#wake();
    });
    this.#running.add(delivery);
  }

  /** Until there is room, it ends, or the time is over. */
  async #pause(milliseconds?: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (milliseconds !== undefined) timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
  }
}
