import type { Comment, Reply } from '@vidkit/contracts/schemas/comment';

/** `removing`: taken away, but it can still be undone. */
export type Delivery = 'sent' | 'sending' | 'failed' | 'removing';

/** A comment on the screen: what the server last said, or what the person just wrote, and how far it has come. */
export interface Entry {
  comment: Reply;
  delivery: Delivery;
  /** Code of the write that failed last; null when none did. */
  problem: string | null;
  /** A like, or the end of one, is on its way: what the person sees of it stands until the answer. */
  liking: boolean;
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
  liking: false,
});

export const threadOf = ({ replies, ...root }: Comment): Thread => ({
  id: root.id,
  root: entryOf(root),
  replies: replies.map((reply) => entryOf(reply)),
  open: false,
  fetching: 'idle',
});

/** What the server says of a comment whose like is on its way, with the like that the person sees. */
export const withLikeOf = ({ likes, viewer }: Reply, comment: Reply): Reply => ({
  ...comment,
  likes,
  viewer: comment.viewer && viewer ? { ...comment.viewer, liked: viewer.liked } : (comment.viewer ?? viewer),
});
