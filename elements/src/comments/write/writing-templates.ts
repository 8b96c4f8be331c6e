import { html, nothing } from 'lit';

import { editIcon, trashIcon } from '../../icons/editing.ts';
import type { Icon } from '../../icons/draw.ts';
import type { Entry } from '../model/comment-entry.ts';
import type { CommentsView } from '../render/comments-view.ts';
import { composerTemplate } from '../render/composer-template.ts';
import { composerFooter } from './composer-footer.ts';
import type { Participation } from './participation.ts';

/** The composer of a reply or of an edit. */
export const composer = (view: CommentsView, own: Participation, place: string) => {
  const kind = place.startsWith('edit-') ? 'edit' : 'reply';
  const name = view.store.entry(place.slice(kind.length + 1))?.comment.author?.name ?? '';
  const label = own.words.term(`${kind}.label`, { name });
  const placeholder = kind === 'edit' ? '' : own.words.term('reply.placeholder', { name });
  return composerTemplate(view, place, { label, placeholder }, composerFooter(view, own, place));
};

/** What became of a write: on its way, taken away for now, or failed. */
export const notice = (
  view: CommentsView,
  own: Participation,
  { comment: { id }, delivery, problem }: Entry,
) => {
  if (delivery === 'sending') {
    return html`<p class="sending muted"><span class="spinner"></span> ${own.words.term('sending')}</p>`;
  }
  if (delivery === 'removing') {
    return html`<p class="gone">
      ${own.words.term('deletedByYou')}
      <button type="button" class="button small" id="undo-${id}" @click=${() => view.act('undo', id)}>
        ${own.words.term('undo')}
      </button>
    </p>`;
  }
  if (!problem) return nothing;
  return html`<div class="problem" role="alert">
    <span>${own.problemText(problem)}</span>
    ${
      delivery === 'failed'
        ? html`<button type="button" class="button small" @click=${() => view.act('retry', id)}>
              ${own.words.term('tryAgain')}
            </button>
            <button type="button" class="button small quiet" @click=${() => view.act('discard', id)}>
              ${own.words.term('discard')}
            </button>`
        : nothing
    }
  </div>`;
};

/** Buttons for what one may change. */
export const tools = (view: CommentsView, own: Participation, { comment: { id, viewer } }: Entry) =>
  html`${viewer?.canEdit ? tool(view, own, 'edit', id, editIcon) : nothing}
  ${viewer?.canDelete ? tool(view, own, 'delete', id, trashIcon) : nothing}`;

const tool = (view: CommentsView, own: Participation, action: 'edit' | 'delete', id: string, icon: Icon) =>
  html`<button
    type="button"
    class="action quiet"
    id="${action}-${id}"
    aria-label=${own.words.term(action)}
    title=${own.words.term(action)}
    @click=${() => view.act(action, id)}
  >
    ${icon}
  </button>`;
