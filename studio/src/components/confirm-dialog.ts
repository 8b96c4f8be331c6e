import { css, html } from 'lit';
import { property, query } from 'lit/decorators.js';

import { StudioElement } from './studio-element.ts';

/** Asks before something that cannot be undone. */
export class ConfirmDialog extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      dialog {
        inline-size: min(440px, calc(100vw - 32px));
        padding: var(--_space-6);
        border: 1px solid var(--_border);
        border-radius: 12px;
        background-color: var(--_surface-raised);
        color: var(--_text);
        box-shadow: var(--_shadow);
      }

      dialog::backdrop {
        background-color: rgb(0 0 0 / 0.45);
      }

      p {
        margin-block: var(--_space-3) var(--_space-6);
        overflow-wrap: anywhere;
      }

      .row {
        justify-content: flex-end;
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
          <div class="row">
            <button class="button" value="no">${this.t('cancel')}</button>
            <button class="button confirm" value="yes">${this.action}</button>
          </div>
        </form>
      </dialog>
    `;
  }
}
