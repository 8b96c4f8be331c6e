import { html, nothing, type TemplateResult } from 'lit';

import { checkIcon, chevronRightIcon, type Icon } from '../../icons/icons.ts';

/** Pages of the settings besides the first. */
export type MenuPage = 'captions' | 'audio' | 'quality' | 'speed' | 'chapters' | 'more';

/** One line of a menu. */
export interface MenuEntry {
  readonly label: string;
  readonly icon?: Icon;
  /** At the right: the present value, a time. */
  readonly note?: string;
  /** After the label, in small capitals. */
  readonly badge?: string;
  /** Keep `icon` and `checked` apart: one column serves both. One of several when `run` chooses it; `toggle` is on or off by itself. */
  readonly checked?: boolean;
  readonly toggle?: boolean;
  /** Leads to another page. */
  readonly page?: MenuPage;
  /** Only where the bar has no room for its button. */
  readonly folded?: boolean;
  /** Begins a new group. */
  readonly apart?: boolean;
  readonly run?: () => void;
  /** What becomes of the menu: back to its first page unless said otherwise. */
  readonly then?: 'stay' | 'close';
}

export const menuEntry = (entry: MenuEntry, choose: (entry: MenuEntry) => void): TemplateResult => {
  const { label, icon, note, badge, checked, toggle, page, folded, apart } = entry;
  const role = checked === undefined ? 'menuitem' : toggle ? 'menuitemcheckbox' : 'menuitemradio';
  return html`<button
    class="menu-item ${folded ? 'folded' : ''} ${apart ? 'apart' : ''}"
    role=${role}
    aria-checked=${checked === undefined ? nothing : checked ? 'true' : 'false'}
    aria-haspopup=${page ? 'menu' : nothing}
    tabindex="-1"
    type="button"
    data-page=${page ?? nothing}
    @click=${() => choose(entry)}
  >
    ${icon ?? nothing}
    ${checked === undefined ? nothing : html`<span class="menu-check">${checked ? checkIcon : nothing}</span>`}
    <span class="menu-label" dir="auto">${label}</span>
    ${badge ? html`<span class="menu-badge">${badge}</span>` : nothing}
    ${note ? html`<span class="menu-value">${note}</span>` : nothing} ${page ? chevronRightIcon : nothing}
  </button>`;
};

/** Arrows, Home and End among the lines of a menu; false when the key is another. */
export const walkMenu = (event: KeyboardEvent, items: readonly HTMLElement[]): boolean => {
  const index = items.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return false;
  items[(to + items.length) % items.length]?.focus();
  return true;
};
