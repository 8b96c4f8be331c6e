import { html, nothing, type TemplateResult } from 'lit';

import { bellIcon, checkIcon } from '../../icons/icons.ts';
import type { UploadItem } from '../model/upload-item.ts';
import type { ListWords } from './list-words.ts';
import type { NotifierState } from './notifier.ts';

export interface ListNotes {
  readonly moving: boolean;
  readonly several: boolean;
  readonly metered: boolean;
  readonly notifier: NotifierState;
  readonly pause: () => void;
  readonly notify: () => void;
}

/** What is worth a line beside the files: a line that costs money, and being told when it is done. */
export const listNotes = (
  items: readonly UploadItem[],
  { moving, several, metered, notifier, pause, notify }: ListNotes,
  words: ListWords,
): TemplateResult | typeof nothing => {
  const busy = moving || items.some(({ phase }) => phase === 'processing' || phase === 'paused');
  const asks = busy && notifier !== 'none';
  const warns = moving && metered;
  if (!asks && !warns) return nothing;
  return html`<div class="notes">
    ${
      warns
        ? html`<p class="note">
            ${words.term('metered')}
            <button type="button" class="button small" @click=${pause}>
              ${words.term(several ? 'pauseAll' : 'pause')}
            </button>
          </p>`
        : nothing
    }
    ${
      asks && notifier === 'blocked'
        ? html`<p class="note" role="status">${words.term('notifyBlocked')}</p>`
        : asks
          ? html`<button
              type="button"
              class="button quiet small"
              aria-pressed=${notifier === 'on'}
              @click=${notify}
            >
              ${notifier === 'on' ? checkIcon : bellIcon}${words.term('notify')}
            </button>`
          : nothing
    }
  </div>`;
};
