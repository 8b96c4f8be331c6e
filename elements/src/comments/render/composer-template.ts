import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { CommentsMessage } from '../comments.messages.ts';
import { avatarTemplate } from './avatar-template.ts';
import type { CommentsView } from './comments-view.ts';

export interface ComposerTexts {
  label: string;
  placeholder: string;
}

/**
 * The field of a composer. The read path carries only this; what stands below it, `footer`, comes with the part
 * that writes, without the field being made anew: who types early loses no letter.
 */
export const composerTemplate = (
  view: CommentsView,
  place: string,
  { label, placeholder }: ComposerTexts,
  footer: TemplateResult | typeof nothing,
) => html`
  <form
    class="composer ${footer === nothing ? '' : 'active'}"
    part="composer"
    data-place=${place}
    @submit=${(event: Event) => {
      event.preventDefault();
      void view.participation?.send(place);
    }}
    @keydown=${(event: KeyboardEvent) => onKeydown(view, place, event)}
  >
    ${place.startsWith('edit-') ? nothing : avatarTemplate(view.participation?.session.person ?? null)}
    <div class="main">
      <textarea
        class="field"
        part="field"
        id="field-${place}"
        rows="1"
        dir="auto"
        aria-label=${label}
        aria-describedby=${footer === nothing ? nothing : `hint-${place}`}
        aria-invalid=${view.participation?.isTooLong(view.draft(place)) ?? false}
        placeholder=${placeholder}
        .value=${live(view.draft(place).text)}
        @input=${({ target }: { target: HTMLTextAreaElement }) =>
          view.setDraft(place, { ...view.draft(place), text: target.value })}
      ></textarea>
      ${footer}
    </div>
  </form>
`;

const onKeydown = (view: CommentsView, place: string, event: KeyboardEvent): void => {
  // Enter that ends the composition of a character must not send.
  if (event.isComposing) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void view.participation?.send(place);
  } else if (event.key === 'Escape') {
    event.stopPropagation();
    view.participation?.cancel(place);
  }
};

export const rootTexts = (term: (key: CommentsMessage) => string): ComposerTexts => ({
  label: term('composer.label'),
  placeholder: term('composer.placeholder'),
});
