import { html, nothing, type TemplateResult } from 'lit';

import { chevronLeftIcon } from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { PlayerPort } from '../model/player-port.ts';
import type { controlsMessages } from './controls.messages.ts';
import { menuEntry, walkMenu, type MenuEntry, type MenuPage } from './menu-entry.ts';
import { MenuPages, type MenuParts } from './menu-pages.ts';
import { placeMenu } from './place-menu.ts';

/** Phones get a sheet from below, in the top layer, so that a small player does not squeeze it. */
export const sheetQuery =
  '(pointer: coarse) and (max-width: 640px), (pointer: coarse) and (max-height: 480px)';

/** Least height of a player, in pixels, in which a menu has room. */
const room = 240;

/** The settings: one panel whose pages slide; no menu opens over a menu. */
export class Menu {
  readonly #port: PlayerPort;
  readonly #base: HTMLElement;
  readonly #localize: Words<typeof controlsMessages.en>;
  readonly #pages: MenuPages;
  #page: MenuPage | 'root' | null = null;
  #from: MenuPage | 'root' | null = null;
  #focusAfterRender = false;
  /** Ends what watches an open menu. */
  #closed = new AbortController();

  constructor(port: PlayerPort, base: HTMLElement, parts: MenuParts) {
    this.#port = port;
    this.#base = base;
    this.#localize = parts.localize;
    this.#pages = new MenuPages(port, parts);
  }

  get open(): boolean {
    return this.#page !== null;
  }

  toggle(): void {
    if (this.open) this.close();
    else this.#show('root');
  }

  /** `returnFocus` leads back to the button that opened it; not when the reader went elsewhere. */
  close({ returnFocus = true } = {}): void {
    if (!this.open) return;
    this.#page = null;
    this.#from = null;
    this.#closed.abort();
    this.#port.requestUpdate();
    if (!returnFocus) return;
    const button = this.#button;
    (button?.checkVisibility() ? button : this.#base).focus({ preventScroll: true });
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#page) return nothing;
    const way = this.#from === null ? 'enter' : this.#page === 'root' ? 'back' : 'forward';
    const sheet = matchMedia(sheetQuery).matches;
    const floats = !sheet && this.#base.clientHeight < room;
    return html`<div
      class="menu"
      part="menu"
      ?data-sheet=${sheet}
      ?data-floats=${floats}
      popover=${sheet || floats ? 'manual' : nothing}
      @keydown=${this.#key}
      @focusout=${this.#blur}
    >
      ${this.#page === 'root' ? this.#renderRoot(way) : this.#renderPage(this.#page, way)}
    </div>`;
  }

  updated(): void {
    const menu = this.#base.querySelector<HTMLElement>('.menu');
    if (!menu) return;
    if (menu.hasAttribute('popover') && !menu.matches(':popover-open')) menu.showPopover();
    this.#place();
    if (!this.#focusAfterRender) return;
    this.#focusAfterRender = false;
    const from = this.#from && menu.querySelector<HTMLElement>(`[data-page="${this.#from}"]`);
    const target =
      from || menu.querySelector<HTMLElement>('[role$=radio][aria-checked=true]') || this.#items[0];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }

  #renderRoot(way: string): TemplateResult {
    return html`<div class="menu-page ${way}" role="menu" aria-label=${this.#localize.term('settings')}>
      ${this.#pages.root().map((entry) => menuEntry(entry, this.#choose))}
    </div>`;
  }

  #renderPage(page: MenuPage, way: string): TemplateResult {
    const name = this.#localize.term(page);
    return html`<div class="menu-page ${way}" role="menu" aria-label=${name}>
      <button
        class="menu-item menu-back"
        role="menuitem"
        tabindex="-1"
        type="button"
        aria-label=${`${name}: ${this.#localize.term('settingsBack')}`}
        @click=${() => this.#show('root')}
      >
        ${chevronLeftIcon}<span class="menu-label">${name}</span>
      </button>
      ${this.#pages.page(page).map((entry) => menuEntry(entry, this.#choose))}
    </div>`;
  }

  readonly #choose = ({ page, run, then }: MenuEntry): void => {
    if (page) return this.#show(page);
    // First, so that what opens next finds the focus where it shall return to.
    if (then === 'close') this.close();
    run?.();
    if (then === undefined) this.#show('root');
    else if (then === 'stay') void this.#stay();
  };

  async #stay(): Promise<void> {
    this.#port.requestUpdate();
    await this.#port.element.updateComplete;
    // The line itself may be gone, like one that clears something.
    if (this.open && !this.#base.querySelector('.menu :focus')) this.#items[0]?.focus();
  }

  get #button(): HTMLElement | null {
    return this.#base.querySelector<HTMLElement>('.settings-button');
  }

  /** What floats stays where its button is. */
  readonly #place = (): void => {
    const menu = this.#base.querySelector<HTMLElement>('.menu[data-floats]');
    const button = this.#button;
    if (menu) placeMenu(menu, this.#base, button?.checkVisibility() ? button : this.#base);
  };

  /** In the top layer it reaches beyond the player, so that its gestures do not close it. */
  #watch(): void {
    this.#closed = new AbortController();
    const { signal } = this.#closed;
    const view = this.#base.ownerDocument.defaultView ?? window;
    for (const type of ['scroll', 'resize']) {
      view.addEventListener(type, this.#place, { signal, capture: true, passive: true });
    }
    const outside = (event: Event): void => {
      if (!event.composedPath().includes(this.#base)) this.close({ returnFocus: false });
    };
    view.addEventListener('pointerdown', outside, { signal, capture: true });
  }

  #show(page: MenuPage | 'root'): void {
    if (!this.open) this.#watch();
    this.#from = this.#page;
    this.#page = page;
    this.#focusAfterRender = true;
    this.#port.requestUpdate();
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return this.close();
    if (!walkMenu(event, this.#items) && !this.#turn(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Keys that change the page or close; false when the key is another. */
  #turn({ key, target }: KeyboardEvent): boolean {
    const [back, into] =
      this.#localize.dir === 'rtl' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
    const inside = this.#page !== 'root';
    if ((key === back || key === 'Escape') && inside) this.#show('root');
    else if (key === 'Escape') this.close();
    else if (key === into && (target as HTMLElement).dataset['page']) (target as HTMLElement).click();
    else return false;
    return true;
  }

  /** Focus that leaves for elsewhere closes; focus that falls to nothing is a page being exchanged. */
  readonly #blur = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    const menu = event.currentTarget as HTMLElement;
    if (next instanceof Node && !menu.contains(next) && !(next as Element).matches('.settings-button')) {
      this.close({ returnFocus: false });
    }
  };

  get #items(): HTMLElement[] {
    return [...this.#base.querySelectorAll<HTMLElement>('.menu .menu-item')].filter((item) =>
      item.checkVisibility(),
    );
  }
}
