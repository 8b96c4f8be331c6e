import { css, html } from 'lit';
import { property, query } from 'lit/decorators.js';

import { dialogStyles } from './dialog.styles.ts';
import { StudioElement } from './studio-element.ts';

/** Asks before something that cannot be undone. */
export class ConfirmDialog extends StudioElement {
  static override styles = [
    StudioElement.styles,
    dialogStyles,
    css`
      p {
        margin-block: var(--_space-3) var(--_space-6);
        overflow-wrap: anywhere;
      }

      .button.confirm {
        border-color: transparent;
        background-color: var(--_critical);
        color: var(--_surface);
      }
    `,
  ];

  #answer: ((yes: boolean) => void) | null = null;

  @query('dialog') private dialog!: HTMLDialogElement;

  @property() heading = '';
  @property() text = '';
  @property() action = '';

  readonly #onClose = (): void => {
    this.#answer?.(this.dialog.returnValue === 'yes');
    this.#answer = null;
  };

  /** Opens and resolves with the answer; closing it by Escape is a no. */
  async ask(question: { heading: string; text: string; action: string }): Promise<boolean> {
    Object.assign(this, question);
    await this.updateComplete;
    this.dialog.returnValue = '';
    this.dialog.showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  override render() {
    return html`
      <dialog aria-labelledby="heading" aria-describedby="text" @close=${this.#onClose}>
        <form method="dialog">
          <h2 id="heading">${this.heading}</h2>
          <p id="text" class="muted">${this.text}</p>
          <div class="row end">
            <button class="button" value="no">${this.t('cancel')}</button>
            <button class="button confirm" value="yes">${this.action}</button>
          </div>
        </form>
      </dialog>
    `;
  }
}
