import { html, nothing, type TemplateResult } from 'lit';

import {
  captionsIcon,
  checkIcon,
  chevronLeftIcon,
  chevronRightIcon,
  pipIcon,
  qualityIcon,
  speedIcon,
  type Icon,
} from '../../icons/icons.ts';
import type { Words } from '../../localize/words.ts';
import type { Captions } from '../captions/captions.ts';
import type { PlayerPort } from '../model/player-port.ts';
import { qualityLabel, type Quality } from '../model/quality.ts';
import { playbackRates } from '../model/rates.ts';
import type { Commands } from './commands.ts';
import type { controlsMessages } from './controls.messages.ts';

type Page = 'root' | 'captions' | 'quality' | 'speed';

interface Choice {
  readonly label: string;
  readonly note?: string;
  readonly checked: boolean;
  readonly choose: () => void;
}

/** Phones get a sheet from below, in the top layer, so that a small player does not squeeze it. */
const sheetQuery = '(pointer: coarse) and (max-width: 640px), (pointer: coarse) and (max-height: 480px)';

/** The settings: one panel whose pages slide; no menu opens over a menu. */
export class Menu {
  readonly #port: PlayerPort;
  readonly #localize: Words<typeof controlsMessages.en>;
  readonly #captions: Captions;
  readonly #commands: Commands;
  #page: Page | null = null;
  #from: Page | null = null;
  #focusAfterRender = false;

  constructor(
    port: PlayerPort,
    parts: { captions: Captions; commands: Commands; localize: Words<typeof controlsMessages.en> },
  ) {
    this.#port = port;
    this.#captions = parts.captions;
    this.#commands = parts.commands;
    this.#localize = parts.localize;
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
    this.#port.requestUpdate();
    if (returnFocus) this.#root?.querySelector<HTMLElement>('.settings-button')?.focus();
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#page) return nothing;
    const way = this.#from === null ? 'enter' : this.#page === 'root' ? 'back' : 'forward';
    return html`<div
      class="menu"
      part="menu"
      ?data-sheet=${matchMedia(sheetQuery).matches}
      popover=${matchMedia(sheetQuery).matches ? 'manual' : nothing}
      @keydown=${this.#key}
      @focusout=${this.#blur}
    >
      ${this.#page === 'root' ? this.#renderRoot(way) : this.#renderPage(this.#page, way)}
    </div>`;
  }

  updated(): void {
    const menu = this.#root?.querySelector<HTMLElement>('.menu');
    if (!menu) return;
    if (menu.hasAttribute('popover') && !menu.matches(':popover-open')) menu.showPopover();
    if (!this.#focusAfterRender) return;
    this.#focusAfterRender = false;
    const from = this.#from && menu.querySelector<HTMLElement>(`[data-page="${this.#from}"]`);
    const target = from || menu.querySelector<HTMLElement>('[aria-checked="true"]') || this.#items[0];
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }

  #renderRoot(way: string): TemplateResult {
    const { engine, media } = this.#port;
    const { tracks, selected } = this.#captions;
    const off = this.#localize.term('off');
    return html`<div class="menu-page ${way}" role="menu" aria-label=${this.#localize.term('settings')}>
      ${
        tracks.length > 0
          ? this.#renderLink('captions', captionsIcon, selected ? nameOf(selected) : off)
          : nothing
      }
      ${
        engine && engine.qualities.length > 1
          ? this.#renderLink('quality', qualityIcon, this.#qualityNow(engine.quality, engine.activeQuality))
          : nothing
      }
      ${this.#renderLink('speed', speedIcon, this.#rateLabel(media.playbackRate))}
      ${
        document.pictureInPictureEnabled
          ? html`<button
              class="menu-item folded"
              role="menuitem"
              tabindex="-1"
              type="button"
              @click=${this.#pip}
            >
              ${pipIcon}<span class="menu-label">${this.#localize.term('pip')}</span>
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderLink(page: Exclude<Page, 'root'>, icon: Icon, value: string): TemplateResult {
    return html`<button
      class="menu-item"
      role="menuitem"
      aria-haspopup="menu"
      tabindex="-1"
      type="button"
      data-page=${page}
      @click=${() => this.#show(page)}
    >
      ${icon}<span class="menu-label">${this.#localize.term(page)}</span>
      <span class="menu-value">${value}</span>${chevronRightIcon}
    </button>`;
  }

  #renderPage(page: Exclude<Page, 'root'>, way: string): TemplateResult {
    return html`<div class="menu-page ${way}" role="menu" aria-label=${this.#localize.term(page)}>
      <button
        class="menu-item menu-back"
        role="menuitem"
        tabindex="-1"
        type="button"
        aria-label=${`${this.#localize.term(page)}: ${this.#localize.term('settingsBack')}`}
        @click=${() => this.#show('root')}
      >
        ${chevronLeftIcon}<span class="menu-label">${this.#localize.term(page)}</span>
      </button>
      ${this.#choices(page).map(
        ({ label, note, checked, choose }) =>
          html`<button
            class="menu-item"
            role="menuitemradio"
            aria-checked=${checked ? 'true' : 'false'}
            tabindex="-1"
            type="button"
            @click=${() => {
              choose();
              this.#show('root');
            }}
          >
            <span class="menu-check">${checked ? checkIcon : nothing}</span>
            <span class="menu-label" dir="auto">${label}</span>
            ${note ? html`<span class="menu-value">${note}</span>` : nothing}
          </button>`,
      )}
    </div>`;
  }

  #choices(page: Exclude<Page, 'root'>): readonly Choice[] {
    const { engine, media } = this.#port;
    if (page === 'speed') {
      return playbackRates.map((rate) => ({
        label: this.#rateLabel(rate),
        checked: Math.abs(media.playbackRate - rate) < 0.001,
        choose: () => this.#commands.setRate(rate),
      }));
    }
    if (page === 'captions') {
      const { tracks, selected } = this.#captions;
      return [
        {
          label: this.#localize.term('off'),
          checked: selected === null,
          choose: () => this.#captions.select(null),
        },
        ...tracks.map((track) => ({
          label: nameOf(track),
          checked: track === selected,
          choose: () => this.#captions.select(track),
        })),
      ];
    }
    if (!engine) return [];
    const set = (id: number | null) => () => {
      engine.quality = id;
    };
    return [
      {
        label: this.#qualityNow(null, engine.activeQuality),
        checked: engine.quality === null,
        choose: set(null),
      },
      ...engine.qualities.map((quality) => ({
        label: qualityLabel(quality),
        // The same picture size at different rates would else look like a mistake.
        ...(engine.qualities.filter((other) => qualityLabel(other) === qualityLabel(quality)).length > 1 && {
          note: `${this.#localize.number(quality.bitrate / 1e6, { maximumFractionDigits: 1 })} Mbit/s`,
        }),
        checked: engine.quality === quality.id,
        choose: set(quality.id),
      })),
    ];
  }

  #qualityNow(chosen: number | null, active: Quality | null): string {
    const quality = chosen === null ? active : this.#port.engine?.qualities.find(({ id }) => id === chosen);
    const label = quality ? qualityLabel(quality) : '';
    if (chosen !== null) return label;
    return label ? this.#localize.term('autoAt', { quality: label }) : this.#localize.term('auto');
  }

  #rateLabel(rate: number): string {
    return rate === 1 ? this.#localize.term('normal') : `${this.#localize.number(rate)}×`;
  }

  readonly #pip = (): void => {
    this.close();
    this.#commands.togglePip();
  };

  #show(page: Page): void {
    this.#from = this.#page;
    this.#page = page;
    this.#focusAfterRender = true;
    this.#port.requestUpdate();
  }

  readonly #key = (event: KeyboardEvent): void => {
    const items = this.#items;
    const index = items.indexOf(event.target as HTMLElement);
    const back = event.key === (this.#localize.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft');
    const into = event.key === (this.#localize.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
    const move = (to: number): void => items[(to + items.length) % items.length]?.focus();
    if (event.key === 'ArrowDown') move(index + 1);
    else if (event.key === 'ArrowUp') move(index - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(-1);
    else if (back && this.#page !== 'root') this.#show('root');
    else if (into && this.#page === 'root') items[index]?.click();
    else if (event.key === 'Escape' && this.#page !== 'root') this.#show('root');
    else if (event.key === 'Escape') this.close();
    else if (event.key === 'Tab') return this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Focus that leaves for elsewhere closes; focus that falls to nothing is a page being exchanged. */
  readonly #blur = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    const menu = event.currentTarget as HTMLElement;
    if (next instanceof Node && !menu.contains(next) && !(next as Element).matches('.settings-button')) {
      this.close({ returnFocus: false });
    }
  };

  get #root(): ShadowRoot | null {
    return this.#port.element.shadowRoot;
  }

  get #items(): HTMLElement[] {
    const items = this.#root?.querySelectorAll<HTMLElement>('.menu .menu-item') ?? [];
    return [...items].filter((item) => item.checkVisibility());
  }
}

const nameOf = (track: TextTrack): string => track.label || track.language;
