import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';

import type { Icon } from '../../icons/icons.ts';
import type { PlayerPort } from '../model/player-port.ts';

const shownFor = 600;
/** Rapid changes (volume, seeking) are spoken once they rest. */
const speechRest = 250;

/** Answers keys and gestures: a picture in the middle for the eyes, a sentence in a live region for the ears. */
export class Feedback {
  readonly #port: PlayerPort;
  #shown: { icon: Icon; text: string; kept: boolean } | null = null;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #spoken = '';
  #speaking: ReturnType<typeof setTimeout> | undefined;

  constructor(port: PlayerPort) {
    this.#port = port;
  }

  show(icon: Icon, text = ''): void {
    this.#put({ icon, text, kept: false });
    this.#hiding = setTimeout(this.hide, shownFor);
  }

  /** For as long as something lasts, until `hide`; at the top, out of the way of what is watched. */
  keep(icon: Icon, text: string): void {
    this.#put({ icon, text, kept: true });
  }

  readonly hide = (): void => {
    clearTimeout(this.#hiding);
    this.#shown = null;
    this.#port.requestUpdate();
  };

  say(text: string): void {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      // The same sentence twice is only spoken again when it differs.
      this.#spoken = this.#spoken === text ? `${text}\u00a0` : text;
      this.#port.requestUpdate();
    }, speechRest);
  }

  render(): TemplateResult {
    return html`
      <div class="visually-hidden" role="status">${this.#spoken}</div>
      ${this.#shown ? keyed(this.#shown, this.#renderShown(this.#shown)) : nothing}
    `;
  }

  /** Each one is a new element, so that its animation begins anew. */
  #renderShown({ icon, text, kept }: { icon: Icon; text: string; kept: boolean }): TemplateResult {
    return html`<div class="feedback ${kept ? 'kept' : ''}" aria-hidden="true">
      <span class="feedback-disc">${icon}</span>
      ${text ? html`<span class="feedback-text">${text}</span>` : nothing}
    </div>`;
  }

  #put(shown: { icon: Icon; text: string; kept: boolean }): void {
    clearTimeout(this.#hiding);
    this.#shown = shown;
    this.#port.requestUpdate();
  }
}
