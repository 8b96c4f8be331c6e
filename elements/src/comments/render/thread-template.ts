import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { Entry, Thread } from '../model/comment-entry.ts';
import { commentTemplate } from './comment-template.ts';
import type { CommentsView } from './comments-view.ts';

/** Replies that are shown before a thread is opened. */
const firstReplies = 2;

export interface Position {
  index: number;
  /** −1 while there are more than are here. */
  size: number;
}

/** A root and its replies: one article of the feed. */
export const threadTemplate = (view: CommentsView, thread: Thread, { index, size }: Position) =>
  html`<article
    class="thread"
    part="thread"
    id="comment-${thread.id}"
    data-id=${thread.id}
    tabindex=${view.current === thread.id ? 0 : -1}
    aria-posinset=${index + 1}
    aria-setsize=${size}
    aria-labelledby="author-${thread.id} time-${thread.id}"
    aria-describedby="body-${thread.id}"
  >
    <div class="comment" part="comment">${commentTemplate(view, thread.root)}</div>
    ${repliesTemplate(view, thread)}
  </article>`;

const repliesTemplate = (view: CommentsView, thread: Thread) => {
  const { replies, open, id } = thread;
  const shown = open ? replies : withOwn(replies);
  const left = Math.max(0, thread.root.comment.replyCount - shown.length);
  if (shown.length === 0 && left === 0) return nothing;
  return html`<div class="replies" part="replies">
    <ol id="replies-${id}">
      ${repeat(
        shown,
        ({ comment }) => comment.id,
        (entry) => replyTemplate(view, entry),
      )}
    </ol>
    ${
      thread.fetching === 'failed'
        ? html`<p class="problem" role="alert">${view.localize.term('repliesFailed')}</p>`
        : nothing
    }
    ${left > 0 ? moreRepliesTemplate(view, thread, left) : nothing}
    ${
      open && left === 0 && replies.length > firstReplies
        ? html`<button
            type="button"
            class="link"
            aria-expanded="true"
            aria-controls="replies-${id}"
            @click=${() => view.act('close-replies', id)}
          >
            ${view.localize.term('hideReplies')}
          </button>`
        : nothing
    }
  </div>`;
};

/** The first replies, and those that the person has just written. */
const withOwn = (replies: Entry[]): Entry[] =>
  replies.filter(
    ({ comment, delivery }, index) => index < firstReplies || delivery !== 'sent' || comment.viewer?.canEdit,
  );

const moreRepliesTemplate = (view: CommentsView, { id, fetching }: Thread, left: number) =>
  html`<button
    type="button"
    class="link"
    id="more-replies-${id}"
    aria-expanded="false"
    aria-controls="replies-${id}"
    aria-busy=${fetching === 'loading'}
    @click=${() => view.act('open-replies', id)}
  >
    ${fetching === 'loading' ? html`<span class="spinner"></span>` : nothing}
    ${view.localize.term('showReplies', { count: left })}
  </button>`;

const replyTemplate = (view: CommentsView, entry: Entry) => {
  const { id } = entry.comment;
  return html`<li>
    <article
      class="comment reply"
      part="comment reply"
      id="comment-${id}"
      data-id=${id}
      tabindex="-1"
      aria-labelledby="author-${id} time-${id}"
      aria-describedby="body-${id}"
    >
      ${commentTemplate(view, entry)}
    </article>
  </li>`;
};
