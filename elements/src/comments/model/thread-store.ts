import type { Comment, Reply } from '@vidkit/contracts/schemas/comment';

import { entryOf, threadOf, type Entry, type Thread } from './comment-entry.ts';

/**
 * The comments that are here, in the order in which they are shown. Knows nothing of the network; every change
 * calls `onChange`. An id is held once: a page that overlaps another (lists by likes move while they are read)
 * adds only what is new.
 */
export class ThreadStore {
  threads: Thread[] = [];
  readonly #onChange: () => void;
  readonly #threads = new Map<string, Thread>();
  /** Every entry with its thread's id, so that a change finds its place at once. */
  readonly #places = new Map<string, { entry: Entry; threadId: string }>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  entry(id: string): Entry | undefined {
    return this.#places.get(id)?.entry;
  }

  /** The thread that a comment belongs to. */
  thread(id: string): Thread | undefined {
    return this.#threads.get(this.#places.get(id)?.threadId ?? '');
  }

  /** Shows these roots alone. What is still on its way to the server keeps its place, or stays on top. */
  replace(comments: readonly Comment[]): void {
    const before = this.threads;
    const pending = [...this.#places.values()].filter(({ entry }) => entry.delivery !== 'sent');
    this.#threads.clear();
    this.#places.clear();
    this.threads = [];
    this.append(comments);
    for (const { entry, threadId } of pending) {
      const here = this.entry(entry.comment.id);
      if (here) Object.assign(here, { delivery: entry.delivery, problem: entry.problem });
      else if (entry.delivery === 'removing') continue;
      else if (entry.comment.rootId) this.#insertReply(threadId, entry);
      else
        this.#insert(
          before.find(({ root }) => root === entry) ?? threadOf({ ...entry.comment, replies: [] }),
          'start',
        );
    }
    this.#onChange();
  }

  /** Adds a page below. */
  append(comments: readonly Comment[]): void {
    for (const comment of comments) if (!this.#refresh(comment)) this.#insert(threadOf(comment), 'end');
    this.#onChange();
  }

  /** Adds newer roots, given newest first, on top. */
  prepend(comments: readonly Comment[]): void {
    for (const comment of [...comments].reverse()) {
      if (!this.#refresh(comment)) this.#insert(threadOf(comment), 'start');
    }
    this.#onChange();
  }

  addReplies(threadId: string, replies: readonly Reply[]): void {
    for (const reply of replies) {
      if (!this.put(reply, { quiet: true })) this.#insertReply(threadId, entryOf(reply));
    }
    this.#onChange();
  }

  /** Shows what the person just wrote: a root on top, a reply at the end of its thread. */
  addOwn(comment: Reply): void {
    const entry = entryOf(comment, 'sending');
    if (comment.rootId === null)
      this.#insert({ ...threadOf({ ...comment, replies: [] }), root: entry }, 'start');
    else {
      this.#insertReply(comment.rootId, entry);
      this.countReplies(comment.rootId, 1);
    }
    this.#onChange();
  }

  /** Takes what the server says of a comment that is here; false when it is not. */
  put(comment: Reply, { quiet = false } = {}): boolean {
    const entry = this.entry(comment.id);
    if (!entry) return false;
    // While a write of ours is on its way, an older answer must not undo what the person sees.
    if (entry.delivery === 'sent' && comment.version >= entry.comment.version) entry.comment = comment;
    if (!quiet) this.#onChange();
    return true;
  }

  /** Changes an entry in place. */
  change(id: string, change: Partial<Omit<Entry, 'comment'>> & { comment?: Partial<Reply> }): void {
    const entry = this.entry(id);
    if (!entry) return;
    const { comment, ...rest } = change;
    Object.assign(entry, rest);
    if (comment) entry.comment = { ...entry.comment, ...comment };
    this.#onChange();
  }

  changeThread(id: string, change: Partial<Pick<Thread, 'open' | 'fetching'>>): void {
    const thread = this.#threads.get(id);
    if (!thread) return;
    Object.assign(thread, change);
    this.#onChange();
  }

  countReplies(threadId: string, by: number): void {
    const root = this.#threads.get(threadId)?.root;
    if (root) root.comment = { ...root.comment, replyCount: Math.max(0, root.comment.replyCount + by) };
    this.#onChange();
  }

  /** Takes a comment away; a root that has answers stays as an empty place. */
  remove(id: string): void {
    const thread = this.thread(id);
    if (!thread) return;
    if (thread.id !== id) {
      thread.replies = thread.replies.filter(({ comment }) => comment.id !== id);
      this.#places.delete(id);
      this.countReplies(thread.id, -1);
      if (thread.root.comment.deleted && thread.root.comment.replyCount === 0) this.remove(thread.id);
    } else if (thread.root.comment.replyCount > 0) {
      const empty = { deleted: true, body: '', author: null, atMs: null, viewer: null };
      this.change(id, { delivery: 'sent', problem: null, comment: empty });
    } else {
      this.threads = this.threads.filter((other) => other !== thread);
      this.#threads.delete(id);
      this.#places.delete(id);
    }
    this.#onChange();
  }

  /** Updates a root that is here from a list's answer, with the first replies that travel with it. */
  #refresh({ replies, ...root }: Comment): boolean {
    if (!this.put(root, { quiet: true })) return false;
    for (const reply of replies) {
      if (!this.put(reply, { quiet: true })) this.#insertReply(root.id, entryOf(reply));
    }
    return true;
  }

  #insert(thread: Thread, where: 'start' | 'end'): void {
    this.threads = where === 'start' ? [thread, ...this.threads] : [...this.threads, thread];
    this.#threads.set(thread.id, thread);
    for (const entry of [thread.root, ...thread.replies]) {
      this.#places.set(entry.comment.id, { entry, threadId: thread.id });
    }
  }

  #insertReply(threadId: string, entry: Entry): void {
    const thread = this.#threads.get(threadId);
    if (!thread) return;
    this.#places.set(entry.comment.id, { entry, threadId });
    // Identifiers are UUIDv7: their order is the order of writing.
    const place =
      entry.delivery === 'sent'
        ? thread.replies.findIndex((other) => other.comment.id > entry.comment.id)
        : -1;
    thread.replies = place < 0 ? [...thread.replies, entry] : thread.replies.toSpliced(place, 0, entry);
  }
}
