import type { Localize } from '../../localize/localize.ts';
import type { CommentsMessages } from '../comments.messages.ts';
import type { CommentsReader } from '../model/comments-reader.ts';
import type { Draft } from '../model/drafts.ts';
import type { ThreadStore } from '../model/thread-store.ts';
import type { Participation } from '../write/participation.ts';

/** What a reader can ask of one comment. */
export type ReadAction = 'expand' | 'collapse' | 'open-replies' | 'close-replies';
/** What somebody who takes part can do with one comment. */
export type WriteAction = 'like' | 'reply' | 'edit' | 'delete' | 'undo' | 'retry' | 'discard';

/** All that the templates read, and all that they ask for. */
export interface CommentsView {
  readonly localize: Localize<CommentsMessages>;
  readonly store: ThreadStore;
  readonly reader: CommentsReader;
  /** The part that writes; null until it is needed. */
  readonly participation: Participation | null;
  readonly closed: boolean;
  /** Milliseconds of the video; null while unknown. */
  readonly limitMs: number | null;
  /** Whether there is a player to send to a moment. */
  readonly canSeek: boolean;
  /** The moment that the player shows, for the composer to offer; null without a player. */
  readonly momentMs: number | null;
  readonly expanded: ReadonlySet<string>;
  readonly overflowing: ReadonlySet<string>;
  /** The article that the Tab key reaches. */
  readonly current: string | null;

  draft(place: string): Draft;
  setDraft(place: string, draft: Draft): void;
  act(action: ReadAction | WriteAction, id: string): void;
  seek(ms: number, id: string): void;
}

/** Places where text is written: under the video, under a comment, or in a comment. */
export const rootPlace = 'root';
export const replyPlace = (id: string): string => `reply-${id}`;
export const editPlace = (id: string): string => `edit-${id}`;
