import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { property } from 'lit/decorators.js';

import { originsOf } from '../state/embed-origins.ts';
import { StudioElement } from './studio-element.ts';

/** Where a video may be embedded: everywhere, or on a list of sites. Fires `origins-change` with the list or null. */
export class EmbeddingField extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      label.choice {
        display: flex;
        gap: var(--_space-2);
        align-items: center;
        padding-block: var(--_space-1);
      }

      textarea.field {
        min-block-size: 4lh;
        max-block-size: 12lh;
        font-family: var(--_font-mono);
        font-size: var(--_size-s);
      }

      .list {
        margin-block-start: var(--_space-2);
      }

      legend {
        margin-block-end: var(--_space-1);
        font-size: var(--_size-s);
        font-weight: 550;
      }
    `,
  ];

  @property({ attribute: false }) origins: readonly string[] | null = null;
  @property({ type: Boolean }) wrong = false;

  #tell(origins: readonly string[] | null): void {
    this.dispatchEvent(new CustomEvent('origins-change', { detail: origins }));
  }

  override render() {
    return html`
      <fieldset>
        <legend>${this.t('field_embedOrigins')}</legend>
        ${this.#choice('any', this.origins === null, () => this.#tell(null))}
        ${this.#choice('listed', this.origins !== null, () => this.#tell(this.origins ?? []))}
        ${this.origins === null ? nothing : this.#list(this.origins)}
      </fieldset>
    `;
  }

  #choice(kind: 'any' | 'listed', checked: boolean, choose: () => void) {
    return html`<label class="choice">
      <input type="radio" name="embedding" value=${kind} .checked=${live(checked)} @change=${choose} />
      <span>${this.t(`embedding_${kind}`)}</span>
    </label>`;
  }

  #list(origins: readonly string[]) {
    return html`
      <div class="list">
        <label class="label" for="origins">${this.t('embedSites')}</label>
        <textarea
          id="origins"
          class="field"
          dir="ltr"
          spellcheck="false"
          autocapitalize="none"
          aria-invalid=${this.wrong}
          aria-describedby="origins-notes"
          .value=${live(origins.join('\n'))}
          @change=${({ target }: Event) => this.#tell(originsOf((target as HTMLTextAreaElement).value))}
        ></textarea>
        <div id="origins-notes" aria-live="polite">
          <p class="hint">${this.t('embedSitesHint')}</p>
          ${this.wrong ? html`<p class="problem">${this.t('problem_originWrong')}</p>` : nothing}
        </div>
      </div>
    `;
  }
}
