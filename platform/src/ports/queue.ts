import type { Topic } from '@vidkit/contracts/events/topics';

/** Durable messages between processes, delivered at least once; handlers are idempotent. */
export interface Queue {
  start(): Promise<void>;
  /** Stops taking messages, waits up to `graceMs` for running handlers, then leaves theirs to be delivered again. */
  stop(graceMs: number): Promise<void>;
  /**
   * Stores a message. With `key`, at most one message of that key waits or runs at a time; another send
   * while it does is dropped, and false is returned. Reports have no such promise: a key of theirs orders them.
   * `delaySeconds` is for work alone, and at most 900. Throws `QueueError`.
   */
  send(topic: Topic, message: unknown, options?: { key?: string; delaySeconds?: number }): Promise<boolean>;
  /** Takes messages, at most `concurrency` at once. A handler that throws is retried with backoff up to the topic's limit. */
  consume(topic: Topic, handler: MessageHandler, options: { concurrency: number }): Promise<Consumption>;
  /** Throws when the store of the queue cannot be reached; for `/readyz`. */
  check(): Promise<void>;
  /** How many messages each topic has, as far as the store knows: it may be some seconds behind. */
  status(): Promise<TopicStatus[]>;
  /**
   * Sends the dead letters of a topic again, as new messages; returns how many. One of a key of which another message
   * waits or runs then comes to nothing. Dead letters that arrive meanwhile may stay.
   */
  redrive(topic: Topic): Promise<number>;
}

export interface TopicStatus {
  readonly topic: Topic;
  /** To be delivered, now or after a delay. */
  readonly waiting: number;
  /** With a handler, or waiting after one that threw where the store does not tell the two apart. */
  readonly running: number;
  /** Given up; `redrive` sends them again. */
  readonly dead: number;
}

export interface Consumption {
  /** Takes no more messages; those that were taken are handled to their end, which is not waited for. */
  end(): Promise<void>;
}

export interface Delivery {
  readonly message: unknown;
  /** 1 for the first delivery. Those count too that ended with their process. */
  readonly attempt: number;
  /** True when a throw now would be final. Only throws lead there; what ended with its process was no fault of the handler. */
  readonly lastAttempt: boolean;
  /** Aborts when the process stops or the lease is lost. */
  readonly signal: AbortSignal;
}

export type MessageHandler = (delivery: Delivery) => Promise<void>;

export class QueueError extends Error {
  readonly code: 'message_too_large' | 'delay_unsupported' | 'queue_unavailable';

  constructor(code: QueueError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'QueueError';
    this.code = code;
  }
}
