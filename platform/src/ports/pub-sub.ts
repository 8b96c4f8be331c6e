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
