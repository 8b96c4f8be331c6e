import { html, nothing, type TemplateResult } from 'lit';

import type { Icon } from '../../icons/icons.ts';
import type { PlayerPort } from '../model/player-port.ts';

const shownFor = 600;
/** Rapid changes (volume, seeking) are spoken once they rest. */
const speechRest = 250;

/** Answers keys and gestures: a picture in the middle for the eyes, a sentence in a live region for the ears. */
export class Feedback {
  readonly #port: PlayerPort;
  #shown: { icon: Icon; text: string } | null = null;
  #hiding: ReturnType<typeof setTimeout> | undefined;
  #spoken = '';
  #speaking: ReturnType<typeof setTimeout> | undefined;

  constructor(port: PlayerPort) {
    this.#port = port;
  }

  show(icon: Icon, text = ''): void {
    clearTimeout(this.#hiding);
    this.#shown = { icon, text };
    this.#hiding = setTimeout(() => {
      this.#shown = null;
      this.#port.requestUpdate();
    }, shownFor);
    this.#port.requestUpdate();
  }

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
      ${
        this.#shown
          ? html`<div class="feedback" aria-hidden="true">
              <span class="feedback-disc">${this.#shown.icon}</span>
              ${this.#shown.text ? html`<span class="feedback-text">${this.#shown.text}</span>` : nothing}
            </div>`
          : nothing
      }
    `;
  }
}
