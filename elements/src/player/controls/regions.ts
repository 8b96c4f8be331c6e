import { html, type TemplateResult } from 'lit';

import type { Words } from '../../localize/words.ts';
import type { PlayerPort } from '../model/player-port.ts';
import type { controlsMessages } from './controls.messages.ts';

/** The places where a page may put things of its own. */
export class Regions {
  readonly #port: PlayerPort;
  readonly #base: HTMLElement;
  readonly #localize: Words<typeof controlsMessages.en>;

  constructor(port: PlayerPort, base: HTMLElement, localize: Words<typeof controlsMessages.en>) {
    this.#port = port;
    this.#base = base;
    this.#localize = localize;
  }

  /** Somebody is at something of the page's, for which the controls have to stay. */
  get held(): boolean {
    return (
      this.#port.element.querySelector(':scope > [slot]:is(:focus-visible, :has(:focus-visible))') !== null ||
      this.#base.querySelector('.top:hover') !== null
    );
  }

  overlay(): TemplateResult {
    return html`<slot name="overlay" class="overlay"></slot>`;
  }

  /** Without anything in it, it would still darken the picture. */
  top(present: boolean): TemplateResult {
    const { element } = this.#port;
    // In a window of its own the player is away from the page's things.
    const filled =
      this.#base.getRootNode() === element.shadowRoot &&
      element.querySelector(':scope > [slot="top"]') !== null;
    return html`<div class="top ${present ? '' : 'away'}" ?hidden=${!filled}>
      <slot name="top" @slotchange=${() => this.#port.requestUpdate()}></slot>
    </div>`;
  }

  /** The row goes from left to right in every language, words in it do not. */
  row(name: 'controls-start' | 'controls-end'): TemplateResult {
    return html`<slot
      class="own"
      name=${name}
      dir=${this.#localize.dir}
      @slotchange=${() => this.#port.requestUpdate()}
    ></slot>`;
  }
}
