import { ApiError, type Client } from '@vidkit/contracts/client/elements';
import type { Person } from '@vidkit/contracts/schemas/basics';
import type { Comment, Reply } from '@vidkit/contracts/schemas/comment';

import type { Draft } from '../model/drafts.ts';
import { codeOf } from '../model/comments-reader.ts';
import type { ThreadStore } from '../model/thread-store.ts';
import { uuidV7 } from '../model/uuid-v7.ts';
import { Outbox } from './outbox.ts';

/** Milliseconds in which a deletion can be taken back. */
export const undoTime = 8_000;

export interface CommentWriterOptions {
  client: Pick<Client, 'call'>;
  store: ThreadStore;
  videoId: string;
  onPosted: (comment: Comment) => void;
  onEdited: (comment: Comment) => void;
  /** Called before the comment leaves the list, so that focus can be led away. */
  onDelete: (id: string) => void;
  onLiked: (id: string, liked: boolean) => void;
}

/**
 * Every write of the person: shown at once, sent with an id of its own so that a repeat is the same write, and
 * taken back or marked when the server says no.
 */
export class CommentWriter {
  readonly #options: CommentWriterOptions;
  readonly #outbox: Outbox;
  readonly #removals = new Map<string, ReturnType<typeof setTimeout>>();
  /** The like that the person wants, for comments whose last answer is still out. */
  readonly #wantedLikes = new Map<string, boolean>();

  constructor(options: CommentWriterOptions) {
    this.#options = options;
    this.#outbox = new Outbox(options.videoId);
    addEventListener('pagehide', this.flush);
    addEventListener('online', this.#retryUnsent);
  }

  /** Brings back what an earlier page could not send, each with a button that tries again. */
  restore(): void {
    const { store } = this.#options;
    for (const comment of this.#outbox.unsent) {
      if (store.entry(comment.id)) this.#outbox.remove(comment.id);
      else {
        store.addOwn(comment);
        store.change(comment.id, { delivery: 'failed', problem: 'network' });
      }
    }
  }

  /** Shows and sends a comment, or a reply to `parentId`. Resolves with its id as soon as it is shown. */
  post({ text, atMs }: Draft, author: Person | null, parentId: string | null): string {
    const parent = parentId === null ? undefined : this.#options.store.entry(parentId)?.comment;
    const comment: Reply = {
      id: uuidV7(),
      videoId: this.#options.videoId,
      rootId: parent ? (parent.rootId ?? parent.id) : null,
      parentId,
      author,
      byCreator: false,
      body: text,
      atMs,
      deleted: false,
      likes: 0,
      replyCount: 0,
      createdAt: new Date().toISOString(),
      editedAt: null,
      version: 1,
      viewer: null,
    };
    this.#outbox.add(comment);
    this.#options.store.addOwn(comment);
    void this.retry(comment.id);
    return comment.id;
  }

  /** Sends a comment that is shown but not stored yet. */
  async retry(id: string): Promise<void> {
    const { client, store, videoId, onPosted } = this.#options;
    const comment = store.entry(id)?.comment;
    if (!comment) return;
    store.change(id, { delivery: 'sending', problem: null });
    try {
      const posted = await client.call('createComment', {
        params: { id: videoId },
        body: {
          id,
          body: comment.body,
          ...(comment.parentId ? { parentId: comment.parentId } : {}),
          ...(comment.atMs === null ? {} : { atMs: comment.atMs }),
        },
        idempotencyKey: id,
      });
      this.#outbox.remove(id);
      store.change(id, { delivery: 'sent', comment: withoutReplies(posted) });
      onPosted(posted);
    } catch (error) {
      store.change(id, { delivery: 'failed', problem: codeOf(error) });
    }
  }

  /** Forgets a comment that could not be sent. */
  discard(id: string): void {
    this.#outbox.remove(id);
    this.#options.onDelete(id);
    this.#options.store.remove(id);
  }

  /** Resolves to false when the server did not take the new text; the entry's `problem` says why. */
  async edit(id: string, body: string): Promise<boolean> {
    const { client, store, onEdited } = this.#options;
    const before = store.entry(id)?.comment;
    if (!before) return false;
    store.change(id, { delivery: 'sending', problem: null, comment: { body } });
    try {
      const edited = await client.call('updateComment', {
        params: { id },
        body: { body },
        ifMatch: before.version,
      });
      store.change(id, { delivery: 'sent', comment: withoutReplies(edited) });
      onEdited(edited);
      return true;
    } catch (error) {
      const problem = codeOf(error);
      store.change(id, { delivery: 'sent', problem, comment: { body: before.body } });
      if (problem === 'version_conflict') {
        await client.call('getComment', { params: { id } }).then(
          (current) => store.put(current),
          () => undefined,
        );
      }
      return false;
    }
  }

  /** Likes, or takes a like back. Clicks while an answer is out end in the last one's wish. */
  async like(id: string): Promise<void> {
    const { client, store, onLiked } = this.#options;
    const comment = store.entry(id)?.comment;
    if (!comment) return;
    const confirmed = { liked: comment.viewer?.liked ?? false, likes: comment.likes };
    const wanted = !confirmed.liked;
    this.#showLike(id, { liked: wanted, likes: Math.max(0, comment.likes + (wanted ? 1 : -1)) });
    const busy = this.#wantedLikes.has(id);
    this.#wantedLikes.set(id, wanted);
    if (busy) return;
    let state = confirmed;
    try {
      for (let liked = wanted; ; liked = this.#wantedLikes.get(id) ?? liked) {
        state = await client.call('reactToComment', { params: { id }, body: { liked } });
        if (this.#wantedLikes.get(id) === liked) break;
      }
      onLiked(id, state.liked);
    } catch (error) {
      store.change(id, { problem: codeOf(error) });
    } finally {
      this.#wantedLikes.delete(id);
      this.#showLike(id, state, comment.version);
    }
  }

  /** Takes a comment away; for `undoTime` it can come back. */
  remove(id: string): void {
    this.#options.store.change(id, { delivery: 'removing', problem: null });
    this.#removals.set(
      id,
      setTimeout(() => void this.#delete(id), undoTime),
    );
  }

  undo(id: string): void {
    clearTimeout(this.#removals.get(id));
    this.#removals.delete(id);
    this.#options.store.change(id, { delivery: 'sent' });
  }

  /** Carries out the deletions that wait for an undo; the requests outlive the page. */
  readonly flush = (): void => {
    for (const [id, timer] of this.#removals) {
      clearTimeout(timer);
      void this.#delete(id);
    }
  };

  end(): void {
    this.flush();
    removeEventListener('pagehide', this.flush);
    removeEventListener('online', this.#retryUnsent);
  }

  readonly #retryUnsent = (): void => {
    for (const { id } of this.#outbox.unsent) {
      const entry = this.#options.store.entry(id);
      if (entry?.delivery === 'failed' && entry.problem === 'network') void this.retry(id);
    }
  };

  async #delete(id: string): Promise<void> {
    const { client, store, onDelete } = this.#options;
    this.#removals.delete(id);
    try {
      await client.call('deleteComment', { params: { id }, keepalive: true });
    } catch (error) {
      const gone = error instanceof ApiError && error.code === 'not_found';
      if (!gone) return store.change(id, { delivery: 'sent', problem: codeOf(error) });
    }
    onDelete(id);
    store.remove(id);
  }

  /** Until the answer is here, which comes with a `version`, no news is newer than what the person sees. */
  #showLike(id: string, { liked, likes }: { liked: boolean; likes: number }, version = Infinity): void {
    const viewer = this.#options.store.entry(id)?.comment.viewer;
    this.#options.store.change(id, {
      comment: { version, likes, viewer: { canEdit: false, canDelete: false, ...viewer, liked } },
    });
  }
}

const withoutReplies = ({ replies: _, ...comment }: Comment): Reply => comment;
