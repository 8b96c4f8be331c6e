import { closeIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { state } from 'lit/decorators.js';

import type { Notice } from '../app/notice.ts';
import { StudioElement } from './studio-element.ts';

interface Shown extends Notice {
  readonly id: number;
  left: number;
}

const usual = 5_000;
const tick = 250;

/** Short news at the lower edge, at most three. Time stands still while pointer or focus is on them. */
export class NoticeBar extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      :host {
        position: fixed;
        inset-block-end: calc(var(--_space-4) + var(--notice-offset, 0px));
        inset-inline: var(--_space-4);
        z-index: 30;
        display: grid;
        justify-items: center;
        gap: var(--_space-2);
        pointer-events: none;
      }

      .notices {
        display: grid;
        justify-items: center;
        gap: var(--_space-2);
        max-inline-size: 100%;
      }

      .notice {
        display: flex;
        align-items: center;
        gap: var(--_space-3);
        max-inline-size: min(560px, 100%);
        padding: 6px 6px 6px 16px;
        border-radius: var(--_radius-m);
        background-color: light-dark(oklch(0.24 0.012 270), oklch(0.93 0.004 270));
        color: light-dark(white, oklch(0.22 0.012 270));
        box-shadow: var(--_shadow);
        pointer-events: auto;
        animation: enter var(--_smooth) var(--_ease);
      }

      .notice:dir(rtl) {
        padding: 6px 16px 6px 6px;
      }

      .text {
        min-inline-size: 0;
        padding-block: 5px;
        overflow-wrap: anywhere;
      }

      .notice.critical {
        background-color: light-dark(oklch(0.45 0.17 25), oklch(0.82 0.1 22));
      }

      .notice :is(.button, .icon-button) {
        color: inherit;
      }

      .notice .button {
        border-color: color-mix(in oklab, currentColor 45%, transparent);
        background-color: transparent;
      }

      .notice :focus-visible {
        outline-color: currentColor;
      }

      @keyframes enter {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }

      @media (forced-colors: active) {
        .notice {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  #nextId = 1;
  #clock: ReturnType<typeof setInterval> | undefined;

  @state() private shown: readonly Shown[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  readonly #tick = (): void => {
    if (this.matches(':hover') || this.matches(':focus-within')) return;
    for (const notice of this.shown) notice.left -= tick;
    if (this.shown.some(({ left }) => left <= 0)) this.shown = this.shown.filter(({ left }) => left > 0);
    if (this.shown.length > 0) return;
    clearInterval(this.#clock);
    this.#clock = undefined;
  };

  #dismiss(notice: Shown): void {
    this.shown = this.shown.filter((other) => other !== notice);
  }

  async #run(notice: Shown): Promise<void> {
    this.#dismiss(notice);
    await notice.action?.run();
  }

  show(notice: Notice): void {
    this.shown = [...this.shown, { ...notice, id: this.#nextId++, left: notice.lasts ?? usual }].slice(-3);
    this.#clock ??= setInterval(this.#tick, tick);
  }

  override render() {
    return html`
      <div class="notices" role="status">
        ${repeat(
          this.shown,
          ({ id }) => id,
          (notice) => html`
            <div class="notice ${notice.tone ?? ''}">
              <span class="text" dir="auto">${notice.text}</span>
              ${
                notice.action
                  ? html`<button type="button" class="button small" @click=${() => this.#run(notice)}>
                    ${notice.action.label}
                  </button>`
                  : nothing
              }
              <button
                type="button"
                class="icon-button"
                aria-label=${this.t('dismiss')}
                @click=${() => this.#dismiss(notice)}
              >
                ${closeIcon}
              </button>
            </div>
          `,
        )}
      </div>
    `;
  }
}
