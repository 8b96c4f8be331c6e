import { ApiError, type Client } from '@vidkit/contracts/client/elements';
import type { CommentSort } from '@vidkit/contracts/schemas/comment';

import type { Thread } from './comment-entry.ts';
import type { ThreadStore } from './thread-store.ts';

const pageSize = 20;
const replyPageSize = 24;
const largestPage = 100;

export interface ReaderOptions {
  client: Pick<Client, 'call'>;
  store: ThreadStore;
  videoId: string;
  sort: CommentSort;
  onChange: () => void;
}

/** Reads the list of one video in one order into the store. A new order or video is a new reader. */
export class CommentsReader {
  state: 'loading' | 'ready' | 'failed' = 'loading';
  /** Why the list could not be read. */
  problem: string | null = null;
  more: 'none' | 'idle' | 'loading' | 'failed' = 'none';
  /** Roots by others that wait to be shown. */
  readonly arrivals = new Set<string>();
  readonly sort: CommentSort;

  readonly #client: Pick<Client, 'call'>;
  readonly #store: ThreadStore;
  readonly #videoId: string;
  readonly #onChange: () => void;
  readonly #ended = new AbortController();
  #cursor: string | null = null;

  constructor(options: ReaderOptions) {
    this.#client = options.client;
    this.#store = options.store;
    this.#videoId = options.videoId;
    this.#onChange = options.onChange;
    this.sort = options.sort;
  }

  /** Reads the first page. Failure shows in `state` and `problem`. */
  async load(): Promise<void> {
    this.state = 'loading';
    this.#onChange();
    try {
      const page = await this.#list(pageSize);
      this.arrivals.clear();
      this.#follow(page.nextCursor);
      this.state = 'ready';
      this.#store.replace(page.items);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      this.state = 'failed';
      this.problem = codeOf(error);
    }
    this.#onChange();
  }

  async loadMore(): Promise<void> {
    if (!this.#cursor || this.more === 'loading') return;
    this.more = 'loading';
    this.#onChange();
    try {
      const page = await this.#list(pageSize, this.#cursor);
      this.#follow(page.nextCursor);
      this.#store.append(page.items);
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      // A cursor that the server no longer takes can only be replaced by starting anew.
      if (codeOf(error) === 'invalid_cursor') return this.load();
      this.more = 'failed';
    }
    this.#onChange();
  }

  /** Reads the next replies of a thread and opens it. Pages until something new has come, since two are here already. */
  async loadReplies(thread: Thread): Promise<void> {
    if (thread.fetching === 'loading') return;
    this.#store.changeThread(thread.id, { fetching: 'loading', open: true });
    const before = thread.replies.length;
    try {
      let cursor = this.#replyCursors.get(thread.id);
      do {
        const query = { limit: replyPageSize, ...(cursor ? { cursor } : {}) };
        const signal = this.#ended.signal;
        const page = await this.#client.call('listReplies', { params: { id: thread.id }, query, signal });
        cursor = page.nextCursor ?? undefined;
        if (cursor) this.#replyCursors.set(thread.id, cursor);
        else this.#replyCursors.delete(thread.id);
        this.#store.addReplies(thread.id, page.items);
      } while (cursor && thread.replies.length === before);
      // The count on the root may be older than the replies; at the end of the list the list is right.
      if (!cursor)
        this.#store.countReplies(thread.id, thread.replies.length - thread.root.comment.replyCount);
      this.#store.changeThread(thread.id, { fetching: 'idle' });
    } catch {
      if (!this.#ended.signal.aborted) this.#store.changeThread(thread.id, { fetching: 'failed' });
    }
  }

  /** Shows what waits. Reads the newest page again: when it does not reach down to what is here, it replaces it. */
  async showArrivals(): Promise<void> {
    if (this.sort !== 'newest') return this.load();
    const page = await this.#list(pageSize);
    const connected = page.items.some(({ id }) => this.#store.entry(id)) || page.nextCursor === null;
    this.arrivals.clear();
    if (connected) this.#store.prepend(page.items);
    else {
      this.#follow(page.nextCursor);
      this.#store.replace(page.items);
    }
    this.#onChange();
  }

  /** Looks whether there is anything new, without showing it: after a gap in the live stream. */
  async lookForArrivals(): Promise<void> {
    const page = await this.#list(pageSize, null, 'newest');
    const newestHere = this.#store.threads.reduce((newest, { id }) => (id > newest ? id : newest), '');
    for (const comment of page.items) {
      if (this.#store.put(comment)) continue;
      if (comment.id > newestHere) this.arrivals.add(comment.id);
    }
    this.#onChange();
  }

  /** Reads again what is here, for somebody who has just signed in: what they like, and what they may edit. */
  async refresh(): Promise<void> {
    if (this.state !== 'ready') return this.load();
    const shown = this.#store.threads.length;
    const page = await this.#list(Math.min(largestPage, Math.max(pageSize, shown)));
    for (const comment of page.items) {
      this.#store.put(comment, { quiet: true });
      for (const reply of comment.replies) this.#store.put(reply, { quiet: true });
    }
    this.#onChange();
  }

  /** Reads one comment that others changed; undefined once it is gone. */
  async one(id: string) {
    try {
      return await this.#client.call('getComment', { params: { id }, signal: this.#ended.signal });
    } catch (error) {
      if (codeOf(error) === 'not_found') return undefined;
      throw error;
    }
  }

  end(): void {
    this.#ended.abort();
  }

  readonly #replyCursors = new Map<string, string>();

  #list(limit: number, cursor: string | null = null, sort: CommentSort = this.sort) {
    const query = { limit, sort, ...(cursor ? { cursor } : {}) };
    const signal = this.#ended.signal;
    return this.#client.call('listComments', { params: { id: this.#videoId }, query, signal });
  }

  #follow(cursor: string | null): void {
    this.#cursor = cursor;
    this.more = cursor ? 'idle' : 'none';
  }
}

/** The code of a failed call; `network` for what is not an answer. */
export const codeOf = (error: unknown): string => (error instanceof ApiError ? error.code : 'network');
