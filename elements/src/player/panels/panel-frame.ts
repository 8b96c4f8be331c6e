import { html, render, type CSSResult, type ReactiveController, type TemplateResult } from 'lit';

import { closeIcon } from '../../icons/icons.ts';
import type { Captions } from '../captions/captions.ts';
import type { Commands } from '../controls/commands.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { adoptStyles } from './adopt-styles.ts';
import { panelWordsOf, type PanelWords } from './panel-words.ts';
import { panelStyles } from './panel.styles.ts';

/** What every panel may ask for. */
export interface PanelParts {
  readonly port: PlayerPort;
  readonly base: HTMLElement;
  readonly captions: Captions;
  readonly commands: Commands;
}

export interface PanelContext extends PanelParts {
  readonly words: PanelWords;
  readonly update: () => void;
  readonly close: () => void;
}

/** The inside of a panel; its frame draws the head, and lets it appear and go. */
export interface Panel {
  readonly name: string;
  readonly title: () => string;
  /**
   * `modal` lies over the page. `aside` stands beside the picture and lets it play on. `corner` only shows something:
   * it takes no focus. Where the player has no room for them, both are modal.
   */
  readonly place: 'modal' | 'aside' | 'corner';
  readonly styles: CSSResult;
  readonly render: () => TemplateResult;
  readonly closed?: () => void;
}

export type CreatePanel = (context: PanelContext) => Panel;

/** Least size of a player that has room for a panel inside. */
const room = { aside: { width: 560, height: 300 }, corner: { width: 0, height: 120 } };
/** Least distance of a panel from the edges of the window. */
const margin = 8;

/** Puts one panel on the picture, gives it the focus, and gives that back in the end. */
export class PanelFrame implements ReactiveController {
  readonly #parts: PanelParts;
  readonly #words: PanelWords;
  readonly #panel: Panel;
  readonly #modal: boolean;
  readonly #frame: HTMLElement;
  readonly #opener: HTMLElement | null;
  readonly #onClose: () => void;
  readonly #closed = new AbortController();

  constructor(create: CreatePanel, parts: PanelParts, onClose: () => void) {
    this.#parts = parts;
    this.#onClose = onClose;
    const { port, base } = parts;
    this.#words = panelWordsOf(port);
    this.#opener = focusedIn(base);
    this.#panel = create({
      ...parts,
      words: this.#words,
      update: () => this.hostUpdated(),
      close: () => this.close(),
    });
    const { place, name } = this.#panel;
    this.#modal =
      place === 'modal' || base.clientWidth < room[place].width || base.clientHeight < room[place].height;
    this.#frame = document.createElement(place === 'corner' && !this.#modal ? 'section' : 'dialog');
    this.#frame.className = `panel ${this.#modal ? 'modal' : place} ${name}`;
    this.#frame.part.add('panel');
    const root = base.getRootNode() as ShadowRoot;
    adoptStyles(root, panelStyles);
    adoptStyles(root, this.#panel.styles);
    base.append(this.#frame);
    this.#listen();
    port.element.addController(this);
    this.hostUpdated();
    this.#show();
  }

  /** Whether the controls have to stay for it. */
  get holding(): boolean {
    return this.#modal || this.#frame.matches(':focus-within');
  }

  hostUpdated(): void {
    const label = this.#panel.title();
    this.#frame.setAttribute('aria-label', label);
    render(
      html`<div class="panel-head">
          <h2 class="panel-title">${label}</h2>
          <button
            class="panel-close"
            type="button"
            aria-label=${this.#words.term('close')}
            title=${this.#words.term('close')}
            @click=${() => this.close()}
          >
            ${closeIcon}
          </button>
        </div>
        ${this.#panel.render()}`,
      this.#frame,
    );
  }

  hostDisconnected(): void {
    this.close();
  }

  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    const hadFocus = this.#modal || this.#frame.matches(':focus-within');
    const { port, base } = this.#parts;
    port.element.removeController(this);
    this.#panel.closed?.();
    if (this.#frame instanceof HTMLDialogElement) this.#frame.close();
    this.#frame.remove();
    this.#onClose();
    port.requestUpdate();
    if (!hadFocus) return;
    const back = this.#opener?.isConnected && this.#opener.checkVisibility() ? this.#opener : base;
    back.focus({ preventScroll: true });
  }

  #show(): void {
    const frame = this.#frame;
    if (!(frame instanceof HTMLDialogElement)) return frame.setAttribute('role', 'group');
    if (this.#modal) frame.showModal();
    else frame.show();
    this.#place();
    (frame.querySelector<HTMLElement>('[data-first]') ?? frame).focus({ preventScroll: true });
  }

  #listen(): void {
    const { signal } = this.#closed;
    const frame = this.#frame;
    // Nothing that happens in a panel is meant for the picture below.
    for (const type of ['click', 'dblclick', 'contextmenu'] as const) {
      frame.addEventListener(type, (event) => event.stopPropagation(), { signal });
    }
    frame.addEventListener('keydown', this.#key, { signal });
    frame.addEventListener(
      'cancel',
      (event) => {
        event.preventDefault();
        this.close();
      },
      { signal },
    );
    if (!this.#modal) return;
    frame.addEventListener('click', this.#outside, { signal });
    const view = viewOf(frame);
    view.addEventListener('resize', this.#place, { signal });
    view.addEventListener('scroll', this.#place, { signal, capture: true, passive: true });
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (this.#modal) event.stopPropagation();
  };

  /** A click on the backdrop has the dialog itself as its target. */
  readonly #outside = (event: MouseEvent): void => {
    if (event.target !== this.#frame || event.detail === 0) return;
    const { left, right, top, bottom } = this.#frame.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) this.close();
  };

  /** In the middle of the player as far as the window has room there. */
  readonly #place = (): void => {
    if (!this.#modal) return;
    const player = this.#parts.base.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.#frame;
    const within = (middle: number, size: number, edge: number): string =>
      `${Math.max(margin, Math.min(middle - size / 2, edge - size - margin))}px`;
    const { innerHeight, document } = viewOf(this.#frame);
    const { clientWidth, clientHeight } = document.documentElement;
    const { style } = this.#frame;
    style.setProperty('--x', within(player.x + player.width / 2, offsetWidth, clientWidth));
    style.setProperty('--y', within(player.y + player.height / 2, offsetHeight, clientHeight || innerHeight));
  };
}

/** The player may be in a window of its own. */
const viewOf = ({ ownerDocument }: Element): Window => ownerDocument.defaultView ?? window;

const focusedIn = (base: HTMLElement): HTMLElement | null => {
  const { activeElement } = base.getRootNode() as ShadowRoot;
  return activeElement instanceof HTMLElement && base.contains(activeElement) ? activeElement : null;
};
