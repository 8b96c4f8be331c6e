import type { ApiError, Client } from '@vidkit/contracts/client';
import { linkIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { StudioElement } from './studio-element.ts';

/** Asks the server to fetch a video from an address. Fires `import-begun` with the id of the video. */
export class ImportForm extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      form {
        margin-block-start: var(--_space-8);
      }

      h2 {
        margin-block-end: var(--_space-3);
      }

      .line {
        display: flex;
        gap: var(--_space-2);
        align-items: start;
      }

      .field {
        flex: 1;
        min-inline-size: 0;
      }
    `,
  ];

  /** Makes a repeated request the same request. */
  #key: string = crypto.randomUUID();

  @query('input') private input!: HTMLInputElement;

  @state() private problem: 'importProblem' | 'importBusy' | null = null;
  @state() private failure: ApiError | null = null;
  @state() private busy = false;

  @property({ attribute: false }) client!: Client;

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const url = this.input.value.trim();
    this.failure = null;
    this.problem = /^https?:\/\/\S+$/i.test(url) && URL.canParse(url) ? null : 'importProblem';
    if (this.problem) return this.input.focus();
    this.busy = true;
    try {
      const { videoId } = await this.client.call('importVideo', { body: { url }, idempotencyKey: this.#key });
      this.input.value = '';
      this.#key = crypto.randomUUID();
      this.notify({ text: this.t('importBegun') });
      this.dispatchEvent(
        new CustomEvent<string>('import-begun', { detail: videoId, bubbles: true, composed: true }),
      );
    } catch (error) {
      const { code, temporary } = error as ApiError;
      // What may have arrived is asked for again as the same request.
      if (!temporary) this.#key = crypto.randomUUID();
      if (code === 'invalid_request') this.problem = 'importProblem';
      else if (code === 'too_many_uploads') this.problem = 'importBusy';
      else this.failure = error as ApiError;
      this.input.focus();
    } finally {
      this.busy = false;
    }
  };

  override render() {
    const { problem } = this;
    return html`
      <form novalidate @submit=${this.#onSubmit} aria-labelledby="heading">
        <h2 id="heading">${this.t('importHeading')}</h2>
        <label class="label" for="url">${this.t('importAddress')}</label>
        <div class="line">
          <input
            id="url"
            class="field"
            type="url"
            dir="ltr"
            maxlength="2000"
            placeholder="https://"
            autocomplete="off"
            aria-describedby="url-notes"
            aria-invalid=${problem === 'importProblem'}
          />
          <button class="button" aria-disabled=${this.busy}>${linkIcon}${this.t('importBegin')}</button>
        </div>
        <p id="url-notes" class=${problem ? 'problem' : 'hint'}>${this.t(problem ?? 'importHint')}</p>
        ${this.failure ? html`<p class="problem" role="alert">${this.reason(this.failure)}</p>` : nothing}
      </form>
    `;
  }
}
