import type { LiveFrame } from '@vidkit/contracts/events/live';

import type { CommentsReader } from '../model/comments-reader.ts';
import type { ThreadStore } from '../model/thread-store.ts';
import type { LiveListener } from './follow-video.ts';

export interface LiveUpdatesOptions {
  store: ThreadStore;
  /** The list as it is read now; another order is another reader. */
  reader: () => CommentsReader | null;
  /** Whether new roots may appear on top without moving what somebody reads. */
  mayInsert: () => boolean;
  onCount: (comments: number) => void;
  /** New comments of others have come, shown or waiting. */
  onArrivals: (count: number) => void;
}

/** Frames of a burst are shown together. */
const settle = 250;

/**
 * Brings live frames into the list without ever moving what is being read: new roots wait in `reader.arrivals`
 * unless the reader is at the top, replies join threads that are shown to their end, the rest only counts.
 */
export class LiveUpdates implements LiveListener {
  readonly #options: LiveUpdatesOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveUpdatesOptions) {
    this.#options = options;
  }

  onFrame(frame: LiveFrame): void {
    if (frame.type === 'counts') this.#options.onCount(frame.comments);
    else if (frame.type === 'reset') this.onGap();
    else if (frame.type === 'comment') {
      const { change, commentId, rootId } = frame;
      const handled =
        change === 'added' ? this.#added(commentId, rootId) : this.#changed(commentId, change === 'removed');
      handled.catch(() => undefined); // Unreachable for a moment: the next gap asks again.
    }
  }

  onGap(): void {
    const reader = this.#options.reader();
    if (reader?.state !== 'ready') return;
    reader.lookForArrivals().then(
      () => reader.arrivals.size > 0 && this.#schedule(),
      () => undefined,
    );
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  async #added(id: string, rootId: string | null): Promise<void> {
    const { store } = this.#options;
    const reader = this.#options.reader();
    if (!reader || store.entry(id)) return;
    if (rootId === null) {
      reader.arrivals.add(id);
      this.#schedule();
      return;
    }
    const thread = store.thread(rootId);
    if (!thread) return;
    const complete = thread.replies.length >= thread.root.comment.replyCount;
    store.countReplies(rootId, 1);
    const reply = complete ? await reader.one(id) : undefined;
    if (reply && !store.entry(id)) store.addReplies(rootId, [reply]);
  }

  async #changed(id: string, removed: boolean): Promise<void> {
    const { store } = this.#options;
    const reader = this.#options.reader();
    if (!reader) return;
    if (removed && reader.arrivals.delete(id)) this.#schedule();
    if (!store.entry(id)) return;
    const comment = await reader.one(id);
    if (comment) store.put(comment);
    else store.remove(id);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { mayInsert, onArrivals } = this.#options;
      const reader = this.#options.reader();
      const count = reader?.arrivals.size ?? 0;
      if (!reader || count === 0) return onArrivals(0);
      if (!mayInsert()) return onArrivals(count);
      // Announced when they are here: until then the button for those that wait would flash up.
      reader
        .showArrivals()
        .catch(() => undefined)
        .finally(() => onArrivals(count));
    }, settle);
  }
}
