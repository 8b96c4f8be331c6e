import type { Client } from '@vidkit/contracts/client';
import { followEvents } from '@vidkit/contracts/client/events';
import type { LiveFrame } from '@vidkit/contracts/events/live';

type Listener = (frame: LiveFrame) => void;

/** One stream of all my videos' changes for the whole app, open while anybody listens. */
export class LiveFeed {
  readonly #client: Client;
  readonly #listeners = new Set<Listener>();
  #end: (() => void) | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    this.#end ??= this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#end?.();
      this.#end = null;
    };
  }

  #open(): () => void {
    let opened = false;
    return followEvents(
      this.#client,
      'followMe',
      {},
      {
        onFrame: (frame) => this.#tell(frame),
        onOpen: ({ resumed }) => {
          // Connected again without a place to go on from: frames may have been missed.
          if (opened && !resumed) this.#tell({ type: 'reset', videoId: null });
          opened = true;
        },
      },
    );
  }

  #tell(frame: LiveFrame): void {
    for (const listener of [...this.#listeners]) listener(frame);
  }
}
