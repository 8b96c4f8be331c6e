import { html, nothing, type TemplateResult } from 'lit';

import type { Reply } from '@vidkit/contracts/schemas/comment';

import { editIcon, likeFilledIcon, likeIcon, trashIcon, userIcon } from '../../icons/icons.ts';
import type { Entry } from '../model/comment-entry.ts';
import { avatarTemplate } from './avatar-template.ts';
import { bodyTemplate, timeTemplate } from './body-template.ts';
import { editPlace, replyPlace, type CommentsView } from './comments-view.ts';
import { problemText } from './problem-text.ts';
import { formatTimecode } from './timecode.ts';

/** One comment without its replies: picture, head, text, and what can be done with it. */
export const commentTemplate = (view: CommentsView, entry: Entry): TemplateResult => {
  const { comment } = entry;
  if (entry.delivery === 'removing') return removedTemplate(view, comment);
  if (comment.deleted)
    return html`${nobody}
      <p class="gone" part="deleted">${view.localize.term('deleted')}</p>`;
  const editing = view.editing === comment.id && view.writing;
  return html`
    ${avatarTemplate(comment.author)}
    <div class="main">
      ${headTemplate(view, comment)}
      ${editing ? editing.composer(view, editPlace(comment.id)) : textTemplate(view, comment)}
      ${problemTemplate(view, entry)} ${editing ? nothing : actionsTemplate(view, entry)}
      ${view.answering === comment.id ? view.writing?.composer(view, replyPlace(comment.id)) : nothing}
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

const actionsTemplate = (view: CommentsView, { comment, delivery }: Entry) => {
  const { localize } = view;
  if (delivery === 'sending') {
    return html`<p class="sending muted"><span class="spinner"></span> ${localize.term('sending')}</p>`;
  }
  if (delivery === 'failed') return nothing;
  const { id, likes, viewer } = comment;
  const liked = viewer?.liked ?? false;
  const name = comment.author?.name ?? '';
  return html`<div class="actions">
    <button
      type="button"
      class="action like"
      part="like"
      aria-pressed=${liked}
      aria-label=${likes > 0 ? `${localize.term('like')}, ${localize.term('likes', { count: likes })}` : localize.term('like')}
      @click=${() => view.act('like', id)}
    >
      ${liked ? likeFilledIcon : likeIcon}${likes > 0 ? html`<span>${localize.number(likes, { notation: 'compact' })}</span>` : nothing}
    </button>
    ${
      view.closed
        ? nothing
        : html`<button
            type="button"
            class="action"
            id="reply-to-${id}"
            aria-label=${localize.term('replyTo', { name })}
            aria-expanded=${view.answering === id}
            @click=${() => view.act('reply', id)}
          >
            ${localize.term('reply')}
          </button>`
    }
    ${viewer?.canEdit ? iconAction(view, 'edit', id, editIcon) : nothing}
    ${viewer?.canDelete ? iconAction(view, 'delete', id, trashIcon) : nothing}
  </div>`;
};

const iconAction = (view: CommentsView, action: 'edit' | 'delete', id: string, icon: TemplateResult) =>
  html`<button
    type="button"
    class="action quiet"
    id="${action}-${id}"
    aria-label=${view.localize.term(action)}
    title=${view.localize.term(action)}
    @click=${() => view.act(action, id)}
  >
    ${icon}
  </button>`;

const problemTemplate = (view: CommentsView, { comment: { id }, delivery, problem }: Entry) =>
  problem
    ? html`<div class="problem" role="alert">
        <span>${problemText(view.localize, problem)}</span>
        ${
          delivery === 'failed'
            ? html`<button type="button" class="button small" @click=${() => view.act('retry', id)}>
                  ${view.localize.term('tryAgain')}
                </button>
                <button type="button" class="button small quiet" @click=${() => view.act('discard', id)}>
                  ${view.localize.term('discard')}
                </button>`
            : nothing
        }
      </div>`
    : nothing;

const removedTemplate = (view: CommentsView, { id }: Reply) =>
  html`${nobody}
    <p class="gone">
      ${view.localize.term('deletedByYou')}
      <button type="button" class="button small" id="undo-${id}" @click=${() => view.act('undo', id)}>
        ${view.localize.term('undo')}
      </button>
    </p>`;

const nobody = html`<span class="avatar nobody" aria-hidden="true">${userIcon}</span>`;
