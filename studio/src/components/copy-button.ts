import { checkIcon, copyIcon, linkIcon } from '@vidkit/elements/icons';
import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';

import { StudioElement } from './studio-element.ts';

/** Puts a text on the clipboard and says so in place. */
export class CopyButton extends StudioElement {
  #timer: ReturnType<typeof setTimeout> | undefined;

  @state() private copied = false;

  @property() text = '';
  @property() label = '';
  /** `icon` shows a link icon alone; the label stays its name. */
  @property() look: 'button' | 'icon' = 'button';
  @property({ type: Boolean }) disabled = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.copied = false;
  }

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      this.notify({ text: this.t('copyFailed'), tone: 'critical' });
      return;
    }
    this.copied = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.copied = false), 2_000);
  };

  override render() {
    const icon = this.look === 'icon';
    return html`
      <button
        type="button"
        class=${icon ? 'icon-button' : 'button'}
        title=${icon ? this.label : nothing}
        aria-label=${icon ? this.label : nothing}
        ?disabled=${this.disabled}
        @click=${this.#copy}
      >
        ${this.copied ? checkIcon : icon ? linkIcon : copyIcon}
        ${icon ? '' : html`<span>${this.copied ? this.t('copied') : this.label}</span>`}
      </button>
      <span class="visually-hidden" role="status">${this.copied ? this.t('copied') : ''}</span>
    `;
  }
}
