import type { ApiError, Client } from '@vidkit/contracts/client';
import type { CaptionGeneration, VideoTexts } from '@vidkit/contracts/schemas/texts';
import type { Video } from '@vidkit/contracts/schemas/video';
import { captionsIcon, retryIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { languageChoices } from '@vidkit/elements/language-choices';
import { failureText } from '../components/processing-text.ts';
import { StudioElement } from '../components/studio-element.ts';
import { studioMessages, type StudioMessageKey } from '../messages/studio.messages.ts';

/** Asks for captions from the sound, and follows them. Fires `texts-change` when they are asked for. */
export class CaptionsGenerator extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .working {
        display: flex;
        justify-content: space-between;
        gap: var(--_space-2);
      }

      .working:focus-visible {
        outline: none;
      }

      .progress {
        margin-block-start: 6px;
      }

      .notes:empty {
        margin-block-start: calc(-1 * var(--_space-4));
      }

      .percent {
        color: var(--_text-muted);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @query('.working') private workingLine!: HTMLElement | null;
  @query('select') private select!: HTMLSelectElement;

  @state() private problem: string | null = null;
  @state() private busy = false;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) video!: Video;
  @property({ attribute: false }) texts!: VideoTexts;

  /** The button that was pressed gives its place to the progress: whoever uses keys goes on from there. */
  #moveFocus = false;

  protected override updated(): void {
    if (this.#moveFocus && this.workingLine) {
      this.#moveFocus = false;
      this.workingLine.focus();
    }
    const bar = this.renderRoot.querySelector<HTMLElement>('.progress-value');
    bar?.style.setProperty('--value', String((this.texts.generation?.percent ?? 0) / 100));
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    const { value } = this.select;
    try {
      const texts = await this.client.call('generateCaptions', {
        params: { id: this.video.id },
        body: value === '' ? {} : { language: value },
      });
      this.#moveFocus = true;
      this.dispatchEvent(new CustomEvent('texts-change', { detail: texts, bubbles: true, composed: true }));
    } catch (error) {
      this.problem = this.#words(error as ApiError);
    } finally {
      this.busy = false;
    }
  };

  #words(error: ApiError): string {
    const key = `generateProblem_${error.code}`;
    return key in studioMessages.en ? this.t(key as StudioMessageKey) : this.reason(error);
  }

  override render() {
    const { generation, canGenerate } = this.texts;
    if (!canGenerate && generation === null) return nothing;
    const working = generation?.state === 'working';
    return html`
      <section class="stack card" aria-labelledby="heading" aria-busy=${working}>
        <h3 id="heading">${this.t('generateCaptions')}</h3>
        ${working ? this.#working(generation) : nothing}
        ${canGenerate ? this.#form(generation) : nothing}
        <div class="notes" aria-live="polite">${working ? nothing : this.#notes(generation)}</div>
      </section>
    `;
  }

  #working({ percent }: CaptionGeneration) {
    return html`
      <div>
        <p class="working" tabindex="-1">
          <span>${this.t(percent > 0 ? 'generateListening' : 'generateWaiting')}</span>
          <span class="percent">${this.localize.percent(percent / 100)}</span>
        </p>
        <div
          class="progress"
          role="progressbar"
          aria-label=${this.t('generateCaptions')}
          aria-valuemin="0"
          aria-valuemax="100"
          aria-valuenow=${Math.round(percent)}
        >
          <div class="progress-value"></div>
        </div>
        <p class="hint">${this.t('generateLeave')}</p>
      </div>
    `;
  }

  #form(generation: CaptionGeneration | null) {
    const before = generation ? generation.language : this.video.language;
    return html`
      <form class="stack" @submit=${this.#onSubmit}>
        <div>
          <label class="label" for="spoken">${this.t('field_language')}</label>
          <select id="spoken" class="field" aria-describedby="spoken-notes">
            <option value="">${this.t('generateAnyLanguage')}</option>
            ${languageChoices(this.localize.lang, before).map(
              ({ tag, name }) => html`<option value=${tag} ?selected=${tag === before}>${name}</option>`,
            )}
          </select>
          <p id="spoken-notes" class="hint">${this.t('generateHint')}</p>
        </div>
        <div class="row">
          <button class="button" aria-disabled=${this.busy}>
            ${generation ? retryIcon : captionsIcon}${this.t(generation ? 'retry' : 'generateCaptions')}
          </button>
        </div>
      </form>
    `;
  }

  #notes(generation: CaptionGeneration | null) {
    const failure = generation?.failure;
    const words = this.problem ?? (failure ? failureText(failure, (key) => this.t(key)) : null);
    return words === null ? nothing : html`<p class="problem">${words}</p>`;
  }
}
