import { html, nothing, type TemplateResult } from 'lit';

import { bellIcon, checkIcon } from '../../icons/icons.ts';
import { isMoving, type UploadItem } from '../model/upload-item.ts';
import type { ListWords } from './list-words.ts';
import type { NotifierState } from './notifier.ts';

/** A line that costs money is worth a word, and a way out; several files have theirs above. */
export const meteredNote = (
  items: readonly UploadItem[],
  metered: boolean,
  words: ListWords,
  pause: () => void,
): TemplateResult | typeof nothing =>
  metered && items.some(isMoving)
    ? html`<p class="note metered">
        ${words.term('metered')}
        ${
          items.length > 1
            ? nothing
            : html`<button type="button" class="button small" @click=${pause}>${words.term('pause')}</button>`
        }
      </p>`
    : nothing;

/** Offers to tell when it is done, while there is something to wait for. */
export const tellNote = (
  items: readonly UploadItem[],
  notifier: NotifierState,
  words: ListWords,
  toggle: () => void,
): TemplateResult | typeof nothing => {
  const busy = items.some((item) => isMoving(item) || item.phase === 'processing' || item.phase === 'paused');
  if (!busy || notifier === 'none') return nothing;
  if (notifier === 'blocked')
    return html`<p class="tell note" role="status">${words.term('notifyBlocked')}</p>`;
  return html`<p class="tell">
    <button
      type="button"
      class="button quiet small"
      aria-pressed=${notifier === 'on'}
      @click=${toggle}
    >
      ${notifier === 'on' ? checkIcon : bellIcon}${words.term('notify')}
    </button>
  </p>`;
};
