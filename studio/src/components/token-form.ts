import type { ApiError, Client } from '@vidkit/contracts/client';
import type { CreatedUploadToken } from '@vidkit/contracts/schemas/upload-token';
import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { StudioMessageKey } from '../messages/studio.messages.ts';
import {
  dayIn,
  tokenWishOf,
  usualTokenFields,
  type TokenFields,
  type TokenProblem,
} from '../state/token-fields.ts';
import { dialogStyles } from './dialog.styles.ts';
import { StudioElement } from './studio-element.ts';

interface FieldOptions {
  readonly label: StudioMessageKey;
  readonly hint?: StudioMessageKey;
  readonly problem?: TokenProblem;
  readonly type?: string;
  readonly inputMode?: string;
}

/** A dialog that makes an upload token. Fires `token-made` with the one answer that has its secret. */
export class TokenForm extends StudioElement {
  static override styles = [
    StudioElement.styles,
    dialogStyles,
    css`
      dialog {
        --dialog-width: 520px;

        max-block-size: calc(100dvh - 32px);
        overflow: auto;
      }

      h2 {
        margin-block-end: var(--_space-4);
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
        gap: var(--_space-4);
      }

      textarea.field {
        min-block-size: 2lh;
        max-block-size: 8lh;
        font-family: var(--_font-mono);
        font-size: var(--_size-s);
      }

      .end {
        margin-block-start: var(--_space-2);
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('form') private form!: HTMLFormElement;

  @state() private usual: TokenFields = usualTokenFields();
  @state() private problems: ReadonlySet<TokenProblem> = new Set();
  @state() private failure: ApiError | null = null;
  @state() private busy = false;

  @property({ attribute: false }) client!: Client;

  open(): void {
    this.usual = usualTokenFields();
    this.problems = new Set();
    this.failure = null;
    this.form.reset();
    this.dialog.showModal();
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    const typed = Object.fromEntries(
      Object.keys(this.usual).map((name) => [name, textIn(data, name)]),
    ) as unknown as TokenFields;
    const wish = tokenWishOf(typed);
    this.failure = null;
    this.problems = 'problems' in wish ? wish.problems : new Set();
    if ('problems' in wish) return this.#focusProblem();
    this.busy = true;
    try {
      const token = await this.client.call('createUploadToken', { body: wish.body });
      this.dialog.close();
      this.dispatchEvent(new CustomEvent<CreatedUploadToken>('token-made', { detail: token }));
    } catch (error) {
      this.failure = error as ApiError;
    } finally {
      this.busy = false;
    }
  };

  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    this.form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  override render() {
    return html`
      <dialog aria-labelledby="heading">
        <form novalidate class="stack" @submit=${this.#onSubmit}>
          <h2 id="heading">${this.t('addToken')}</h2>
          ${this.#input('label', { label: 'tokenLabel', hint: 'tokenLabelHint', problem: 'label' })}
          ${this.#input('folder', { label: 'tokenFolder', hint: 'tokenFolderHint' })}
          ${this.#origins()}
          <div class="pair">
            ${this.#input('lastDay', { label: 'tokenLastDay', problem: 'lastDay', type: 'date' })}
            ${this.#input('maxFiles', { label: 'tokenMaxFiles', problem: 'maxFiles', inputMode: 'numeric' })}
            ${this.#input('maxFileGigabytes', { label: 'tokenMaxFile', problem: 'maxFile', inputMode: 'decimal' })}
            ${this.#input('maxTotalGigabytes', { label: 'tokenMaxTotal', problem: 'maxTotal', inputMode: 'decimal' })}
          </div>
          <p class="hint">${this.t('tokenLimitsHint')}</p>
          ${this.failure ? html`<p class="problem" role="alert">${this.reason(this.failure)}</p>` : nothing}
          <div class="row end">
            <button type="button" class="button" @click=${() => this.dialog.close()}>${this.t('cancel')}</button>
            <button class="button primary" aria-disabled=${this.busy}>${this.t('makeToken')}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #input(name: keyof TokenFields, { label, hint, problem, type = 'text', inputMode }: FieldOptions) {
    const wrong = problem !== undefined && this.problems.has(problem);
    const note = wrong ? this.t(`tokenProblem_${problem}`) : hint && this.t(hint);
    return html`<div>
      <label class="label" for=${name}>${this.t(label)}</label>
      <input
        id=${name}
        name=${name}
        class="field"
        type=${type}
        inputmode=${inputMode ?? nothing}
        maxlength=${type === 'text' ? 100 : nothing}
        min=${type === 'date' ? dayIn(0) : nothing}
        max=${type === 'date' ? dayIn(364) : nothing}
        autocomplete="off"
        value=${this.usual[name]}
        aria-invalid=${wrong}
        aria-describedby=${note ? `${name}-note` : nothing}
      />
      ${note ? html`<p id="${name}-note" class=${wrong ? 'problem' : 'hint'}>${note}</p>` : nothing}
    </div>`;
  }

  #origins() {
    const wrong = this.problems.has('origins');
    return html`<div>
      <label class="label" for="origins">${this.t('tokenOrigins')}</label>
      <textarea
        id="origins"
        name="origins"
        class="field"
        dir="ltr"
        rows="2"
        maxlength="10000"
        spellcheck="false"
        autocapitalize="none"
        placeholder="https://www.example.com"
        aria-invalid=${wrong}
        aria-describedby="origins-note"
      ></textarea>
      <p id="origins-note" class=${wrong ? 'problem' : 'hint'}>
        ${this.t(wrong ? 'tokenProblem_origins' : 'tokenOriginsHint')}
      </p>
    </div>`;
  }
}

const textIn = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
};
