/**
 * Hints between the processes of one installation, delivered at most once: whoever listens now hears it.
 * Messages are JSON of at most 7,000 bytes: ids, not bodies.
 */
export interface PubSub {
  start(): Promise<void>;
  stop(): Promise<void>;
  publish(channel: string, message: unknown): Promise<void>;
  /** Returns the function that ends it. Channels match exactly. */
  subscribe(channel: string, listener: (message: unknown) => void): () => void;
  /** Called when messages may have been missed, as after a broken connection. */
  onGap(listener: () => void): () => void;
}

/** Bytes of one message as JSON; PostgreSQL's NOTIFY carries less than 8,000. */
export const maxMessageBytes = 7000;

/** A message that no adapter takes: the sender should publish an id instead. */
export class PubSubError extends Error {
  readonly code = 'message_too_large';

  constructor(channel: string, bytes: number) {
    super(`A message to ${channel} has ${bytes} bytes; at most ${maxMessageBytes} can be published.`);
    this.name = 'PubSubError';
  }
}
