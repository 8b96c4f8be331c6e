import { html, nothing } from 'lit';

import type { Reply } from '@vidkit/contracts/schemas/comment';

import { likeFilledIcon, likeIcon, userIcon } from '../../icons/people.ts';
import type { Entry } from '../model/comment-entry.ts';
import { avatarTemplate } from './avatar-template.ts';
import { bodyTemplate, timeTemplate } from './body-template.ts';
import { editPlace, replyPlace, type CommentsView } from './comments-view.ts';
import { formatTimecode } from './timecode.ts';

/** One comment without its replies: picture, head, text, and what can be done with it. */
export const commentTemplate = (view: CommentsView, entry: Entry): unknown => {
  const { comment, delivery } = entry;
  const own = view.participation;
  const notice = own?.notice(view, own, entry) ?? nothing;
  if (delivery === 'removing') return html`${nobody}${notice}`;
  if (comment.deleted) {
    return html`${nobody}<p class="gone" part="deleted">${view.localize.term('deleted')}</p>`;
  }
  const editing = own?.editing === comment.id;
  return html`
    ${avatarTemplate(comment.author)}
    <div class="main">
      ${headTemplate(view, comment)}
      ${editing ? own.composer(view, own, editPlace(comment.id)) : textTemplate(view, comment)} ${notice}
      ${editing || delivery !== 'sent' ? nothing : actionsTemplate(view, entry)}
      ${own?.answering === comment.id ? own.composer(view, own, replyPlace(comment.id)) : nothing}
    </div>
  `;
};

const headTemplate = (view: CommentsView, { id, author, byCreator, createdAt, editedAt }: Reply) => {
  const { localize } = view;
  const fresh = Date.now() - Date.parse(createdAt) < 45_000;
  return html`<div class="head">
    <span class="author" part="author" id="author-${id}"
      ><bdi>${author?.name ?? localize.term('you')}</bdi>${
        byCreator ? html`<span class="chip badge">${localize.term('creator')}</span>` : nothing
      }</span
    >
    <time
      id="time-${id}"
      datetime=${createdAt}
      title=${localize.date(createdAt, { dateStyle: 'long', timeStyle: 'short' })}
      >${fresh ? localize.term('justNow') : localize.relativeTime(createdAt)}</time
    >
    ${editedAt ? html`<span class="muted">${localize.term('edited')}</span>` : nothing}
  </div>`;
};

const textTemplate = (view: CommentsView, comment: Reply) => {
  const { id, atMs } = comment;
  const expanded = view.expanded.has(id);
  return html`<div
      class="body ${expanded ? '' : 'clamped'}"
      part="body"
      id="body-${id}"
      dir="auto"
      data-id=${id}
      @focusin=${() => view.overflowing.has(id) && view.act('expand', id)}
    >
      ${atMs === null ? nothing : html`<span class="moment">${timeTemplate(view, atMs, formatTimecode(atMs), id)}</span> `}${bodyTemplate(view, comment)}
    </div>
    ${
      expanded || view.overflowing.has(id)
        ? html`<button
            type="button"
            class="link"
            aria-expanded=${expanded}
            aria-controls="body-${id}"
            @click=${() => view.act(expanded ? 'collapse' : 'expand', id)}
          >
            ${view.localize.term(expanded ? 'readLess' : 'readMore')}
          </button>`
        : nothing
    }`;
};

const actionsTemplate = (view: CommentsView, entry: Entry) => {
  const { localize, participation: own } = view;
  const { id, likes, viewer, author } = entry.comment;
  const liked = viewer?.liked ?? false;
  const shown = likes > 0 ? localize.number(likes, { notation: 'compact' }) : '';
  return html`<div class="actions">
    <button
      type="button"
      class="action like"
      part="like"
      aria-pressed=${liked}
      aria-label=${shown ? `${localize.term('like')}, ${shown}` : localize.term('like')}
      title=${likes > 0 ? localize.term('likes', { count: likes }) : nothing}
      @click=${() => view.act('like', id)}
    >
      ${liked ? likeFilledIcon : likeIcon}${shown ? html`<span>${shown}</span>` : nothing}
    </button>
    ${
      view.closed
        ? nothing
        : html`<button
            type="button"
            class="action"
            id="reply-to-${id}"
            aria-label=${localize.term('replyTo', { name: author?.name ?? '' })}
            aria-expanded=${own?.answering === id}
            @click=${() => view.act('reply', id)}
          >
            ${localize.term('reply')}
          </button>`
    }
    ${own?.tools(view, own, entry) ?? nothing}
  </div>`;
};

const nobody = html`<span class="avatar nobody" aria-hidden="true">${userIcon}</span>`;
