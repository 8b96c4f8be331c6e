import type { Comment, Reply } from '@vidkit/contracts/schemas/comment';

/** `removing`: taken away, but it can still be undone. */
export type Delivery = 'sent' | 'sending' | 'failed' | 'removing';

/** A comment on the screen: what the server last said, or what the person just wrote, and how far it has come. */
export interface Entry {
  comment: Reply;
  delivery: Delivery;
  /** Code of the write that failed last; null when none did. */
  problem: string | null;
}

/** A root with its replies, oldest reply first. */
export interface Thread {
  readonly id: string;
  readonly root: Entry;
  replies: Entry[];
  /** False while only the first replies are shown. */
  open: boolean;
  fetching: 'idle' | 'loading' | 'failed';
}

export const entryOf = (comment: Reply, delivery: Delivery = 'sent'): Entry => ({
  comment,
  delivery,
  problem: null,
});

export const threadOf = ({ replies, ...root }: Comment): Thread => ({
  id: root.id,
  root: entryOf(root),
  replies: replies.map((reply) => entryOf(reply)),
  open: false,
  fetching: 'idle',
});
