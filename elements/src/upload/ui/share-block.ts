import { html, type TemplateResult } from 'lit';

import { checkIcon, codeIcon, copyIcon, linkIcon } from '../../icons/icons.ts';
import type { UploadItem } from '../model/upload-item.ts';
import { embedCode } from '../model/embed-code.ts';
import type { ListWords } from './list-words.ts';

export interface ShareActions {
  /** Which text was just copied: `<item id> link` or `<item id> embed`, with how it went. */
  copied: { key: string; done: boolean } | null;
  copy: (key: string, field: HTMLInputElement) => void;
}

/** Link and embed code, each in a field that can be read and copied by hand too. */
export const shareBlock = (item: UploadItem, words: ListWords, actions: ShareActions): TemplateResult => html`
  <div class="share" part="share">
    ${line(item, 'link', item.watchUrl ?? '', words, actions)}
    ${line(item, 'embed', embedCode(item.embedUrl ?? '', item.title), words, actions)}
  </div>
`;

const line = (
  item: UploadItem,
  kind: 'link' | 'embed',
  text: string,
  words: ListWords,
  { copied, copy }: ShareActions,
): TemplateResult => {
  const key = `${item.id} ${kind}`;
  const state = copied?.key === key ? copied : null;
  const action = words.term(kind === 'link' ? 'copyLink' : 'copyEmbed');
  return html`<div class="share-line">
    ${kind === 'link' ? linkIcon : codeIcon}
    <input
      class="field"
      readonly
      dir="ltr"
      aria-label=${words.term('withName', { action: words.term(kind), name: item.title })}
      .value=${text}
      @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
    />
    <button
      type="button"
      class="button small"
      aria-label=${state ? words.term(state.done ? 'copied' : 'copyByHand') : words.term('withName', { action, name: item.title })}
      @click=${(event: MouseEvent) => {
        const field = (event.currentTarget as HTMLElement).previousElementSibling;
        if (field instanceof HTMLInputElement) copy(key, field);
      }}
    >
      ${state?.done ? checkIcon : copyIcon}
      <span>${state ? words.term(state.done ? 'copied' : 'copyByHand') : action}</span>
    </button>
  </div>`;
};
