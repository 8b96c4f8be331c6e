import type { Localize } from '../../localize/localize.ts';
import type { Session } from '../../session/session.ts';
import type { CommentsMessages } from '../comments.messages.ts';
import type { CommentsReader } from '../model/comments-reader.ts';
import type { Draft } from '../model/drafts.ts';
import type { ThreadStore } from '../model/thread-store.ts';
import type { Writing } from '../write/writing.ts';

/** What a reader can do with one comment. */
export type CommentAction =
  | 'like'
  | 'reply'
  | 'edit'
  | 'delete'
  | 'undo'
  | 'retry'
  | 'discard'
  | 'expand'
  | 'collapse'
  | 'open-replies'
  | 'close-replies';

/** All that the templates read, and all that they ask for. The element implements it. */
export interface CommentsView {
  readonly localize: Localize<CommentsMessages>;
  readonly store: ThreadStore;
  readonly reader: CommentsReader;
  readonly session: Session;
  /** Code of the last failed sign-in; null when none failed. */
  readonly signInProblem: string | null;
  readonly closed: boolean;
  /** Milliseconds of the video; null while unknown. */
  readonly limitMs: number | null;
  /** Whether there is a player to send to a moment. */
  readonly canSeek: boolean;
  /** The moment that the player shows, for the composer to offer; null without a player. */
  readonly momentMs: number | null;
  /** The comment that is being answered or edited. */
  readonly answering: string | null;
  readonly editing: string | null;
  readonly expanded: ReadonlySet<string>;
  readonly overflowing: ReadonlySet<string>;
  /** The article that the Tab key reaches. */
  readonly current: string | null;
  /** The part that writes, once it is needed. */
  readonly writing: Writing | null;
  readonly busyPlace: string | null;

  draft(place: string): Draft;
  setDraft(place: string, draft: Draft): void;
  send(place: string): void;
  cancel(place: string): void;
  act(action: CommentAction, id: string): void;
  seek(ms: number, id: string): void;
  signOut(): void;
}

/** Places where text is written: under the video, under a comment, or in a comment. */
export const rootPlace = 'root';
export const replyPlace = (id: string): string => `reply-${id}`;
export const editPlace = (id: string): string => `edit-${id}`;
