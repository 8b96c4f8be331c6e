import { css, html, nothing, type TemplateResult } from 'lit';

import { Words } from '../../localize/words.ts';
import type { PlayerPort } from '../model/player-port.ts';
import type { Preparation } from './follow-preparation.ts';
import { preparingMessages } from './preparing.messages.ts';

/** Who asked for a video and has it within this many milliseconds sees it play; later that would come as a surprise. */
const patience = 60_000;

/** What stands in the player while a video is made, or rests in the archive. */
export class PreparingView {
  readonly #port: PlayerPort;
  readonly #words: Words<typeof preparingMessages.en>;

  constructor(port: PlayerPort) {
    this.#port = port;
    this.#words = new Words(port.element, preparingMessages);
  }

  render(preparation: Preparation | null): TemplateResult {
    if (preparation?.status === 'archived') return this.#archived(preparation);
    if (preparation?.status === 'restoring') return this.#restoring(preparation.readyAt);
    return this.#making(preparation?.progress ?? null);
  }

  /** Moves the bar; by script, since a strict CSP forbids style attributes. */
  updated(preparation: Preparation | null | undefined): void {
    const bar = this.#port.element.shadowRoot?.querySelector<HTMLElement>('.share > div');
    bar?.style.setProperty('--value', String((preparation?.progress?.percent ?? 0) / 100));
  }

  #making(progress: Preparation['progress']): TemplateResult {
    const words = this.#words;
    const share = words.percent((progress?.percent ?? 0) / 100);
    return html`<div class="cover notice" part="preparing">
      <p>${progress ? words.term('preparingShare', { share }) : words.term('preparing')}</p>
      <div
        class="share"
        role="progressbar"
        aria-label=${words.term('preparing')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${progress ? Math.round(progress.percent) : nothing}
      >
        <div></div>
      </div>
      <small>${words.term('preparingHint')}</small>
    </div>`;
  }

  #archived(preparation: Preparation): TemplateResult {
    const words = this.#words;
    return html`<div class="cover notice" part="archived">
      <p>${words.term('archived')}</p>
      <button
        class="retry"
        type="button"
        ?disabled=${preparation.asking === 'now'}
        @click=${() => this.#bringBack(preparation)}
      >
        ${words.term('bringBack')}
      </button>
      <small role="status">${preparation.asking === 'failed' ? words.term('bringBackFailed') : nothing}</small>
    </div>`;
  }

  #restoring(readyAt: string | null): TemplateResult {
    return html`<div class="cover notice" part="archived">
      <p role="status">${this.#timeLeft(readyAt)}</p>
      <small>${this.#words.term('backHint')}</small>
    </div>`;
  }

  #timeLeft(readyAt: string | null): string {
    const minutes = readyAt === null ? 0 : Math.ceil((Date.parse(readyAt) - Date.now()) / 60_000);
    if (minutes < 1) return this.#words.term('backSoon');
    if (minutes < 90) return this.#words.term('backInMinutes', { count: minutes });
    return this.#words.term('backInHours', { count: Math.round(minutes / 60) });
  }

  #bringBack({ videoId, restore }: Preparation): void {
    const { element } = this.#port;
    const asked = performance.now();
    element.addEventListener(
      'vid-playback',
      (event) => {
        const { detail } = event as CustomEvent<{ videoId: string }>;
        if (detail.videoId !== videoId || performance.now() - asked > patience) return;
        void this.#port.play().catch(() => undefined);
      },
      { once: true },
    );
    element.focus({ preventScroll: true });
    void restore();
  }
}

export const preparingStyles = css`
  .notice small {
    color: oklch(1 0 0 / 0.72);
    font-size: var(--_size-s);
  }

  .share {
    inline-size: min(240px, 60cqi);
    block-size: 4px;
    margin-block: 8px 4px;
    overflow: hidden;
    border-radius: 2px;
    background-color: oklch(1 0 0 / 0.25);
  }

  .share > div {
    block-size: 100%;
    background-color: var(--_played);
    transform: scaleX(var(--value, 0));
    transform-origin: left;
    transition: transform 600ms linear;
  }

  .share:dir(rtl) > div {
    transform-origin: right;
  }

  @media (prefers-reduced-motion: reduce) {
    .share > div {
      transition: none;
    }
  }

  .retry:disabled {
    opacity: 0.6;
    cursor: default;
  }

  @media (forced-colors: active) {
    .notice small {
      color: CanvasText;
    }

    .share {
      outline: 1px solid CanvasText;
    }

    .share > div {
      background-color: Highlight;
      forced-color-adjust: none;
    }
  }
`;
