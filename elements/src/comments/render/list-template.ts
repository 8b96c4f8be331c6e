import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import { commentIcon } from '../../icons/people.ts';
import { alertIcon } from '../../icons/states.ts';
import type { CommentsView } from './comments-view.ts';
import { threadTemplate } from './thread-template.ts';

export interface ListActions {
  retry: () => void;
  loadMore: () => void;
  onKeydown: (event: KeyboardEvent) => void;
  onFocusin: (event: FocusEvent) => void;
}

/** The list in whichever state it is. */
export const listTemplate = (view: CommentsView, actions: ListActions) => {
  const { reader, store, localize } = view;
  const { threads } = store;
  if (reader.state === 'failed' && threads.length === 0) return failedTemplate(view, actions);
  if (reader.state === 'loading' && threads.length === 0) {
    return html`<div part="loading">
      ${skeletons}
      <p class="visually-hidden">${localize.term('loading')}</p>
    </div>`;
  }
  if (threads.length === 0) return emptyTemplate(view);
  const size = reader.more === 'none' ? threads.length : -1;
  return html`
    <div
      role="feed"
      class="feed"
      part="list"
      aria-label=${localize.term('title')}
      aria-busy=${reader.state === 'loading' || reader.more === 'loading'}
      @keydown=${actions.onKeydown}
      @focusin=${actions.onFocusin}
    >
      ${repeat(
        threads,
        ({ id }) => id,
        (thread, index) => threadTemplate(view, thread, { index, size }),
      )}
    </div>
    ${reader.more === 'loading' ? skeletons : nothing}
    ${reader.more === 'failed' ? html`<p class="problem" role="alert">${localize.term('moreFailed')}</p>` : nothing}
    ${
      reader.more === 'none'
        ? nothing
        : html`<button
            type="button"
            class="button more"
            part="more"
            aria-disabled=${reader.more === 'loading'}
            @click=${actions.loadMore}
          >
            ${localize.term(reader.more === 'failed' ? 'tryAgain' : 'loadMore')}
          </button>`
    }
  `;
};

const failedTemplate = ({ localize, reader }: CommentsView, { retry }: ListActions) =>
  html`<div class="state" part="error" role="alert">
    ${alertIcon}
    <p>${localize.term('loadFailed')}</p>
    <button type="button" class="button" @click=${retry}>${localize.term('tryAgain')}</button>
    <p class="muted code">${reader.problem}</p>
  </div>`;

const emptyTemplate = ({ localize, closed }: CommentsView) =>
  html`<div class="state" part="empty">
    ${commentIcon}
    <p>${localize.term('empty')}</p>
    ${closed ? nothing : html`<p class="muted">${localize.term('emptyHint')}</p>`}
  </div>`;

/** As tall as comments of one and two lines, so that nothing moves when they arrive. */
const skeletons = html`<div class="skeletons" aria-hidden="true">
  ${['short', 'long', 'short'].map(
    (kind) =>
      html`<div class="thread">
        <div class="comment">
          <span class="avatar skeleton"></span>
          <div class="main">
            <div class="head"><span class="skeleton line name"></span></div>
            <div class="body">
              <span class="skeleton line"></span
              >${kind === 'long' ? html`<span class="skeleton line half"></span>` : nothing}
            </div>
            <div class="actions"><span class="skeleton line act"></span></div>
          </div>
        </div>
      </div>`,
  )}
</div>`;
