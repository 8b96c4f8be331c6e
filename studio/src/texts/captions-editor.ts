import { ApiError, type Client } from '@vidkit/contracts/client';
import { decodeText } from '@vidkit/contracts/captions/decode-text';
import type { CaptionKind, CaptionTrack, StoredCaptions, VideoTexts } from '@vidkit/contracts/schemas/texts';
import type { Video } from '@vidkit/contracts/schemas/video';
import { captionsIcon, downloadIcon, trashIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { languageChoices } from '@vidkit/elements/language-choices';
import { StudioElement } from '../components/studio-element.ts';

type Problem = 'file' | 'language' | 'unreadable' | 'too_many' | 'too_large';

const maxBytes = 2_000_000;

/** The caption tracks of a video, and a form for one more. Fires `texts-change` when they are others. */
export class CaptionsEditor extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .track {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto auto;
        gap: var(--_space-1);
        align-items: center;
        padding-block: var(--_space-2);
        border-block-end: 1px solid var(--_border);
      }

      .name {
        font-weight: 550;
        overflow-wrap: anywhere;
      }

      .add {
        margin-block-start: var(--_space-2);
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 150px), 1fr));
        gap: var(--_space-4);
      }

      input[type='file'] {
        padding: 6px;
      }

      .dropped {
        padding-inline-start: 1.2em;
        list-style: disc;
      }
    `,
  ];

  @query('form') private form!: HTMLFormElement;
  @query('confirm-dialog') private question!: HTMLElementTagNameMap['confirm-dialog'];

  @state() private problem: Problem | null = null;
  @state() private failure: ApiError | null = null;
  @state() private dropped: StoredCaptions['dropped'] = [];
  @state() private busy = false;
  @state() private kind: CaptionKind = 'subtitles';

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) video!: Video;
  @property({ attribute: false }) texts!: VideoTexts;

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    const file = data.get('file');
    const language = textIn(data, 'language');
    this.failure = null;
    this.dropped = [];
    this.problem = problemOf(file, language);
    if (this.problem || !(file instanceof File)) return this.#focusProblem();
    this.busy = true;
    try {
      const { track, dropped } = await this.client.call('putCaptions', {
        params: { id: this.video.id, kind: kindIn(data), language },
        body: {
          text: decodeText(new Uint8Array(await file.arrayBuffer())),
          default: data.get('default') !== null,
        },
      });
      this.form.reset();
      this.kind = 'subtitles';
      this.dropped = dropped;
      this.notify({ text: this.t('captionsStored', { name: track.label }) });
      await this.#reload();
    } catch (error) {
      const known = error instanceof ApiError ? problems[error.code] : undefined;
      if (known) this.problem = known;
      else this.failure = error as ApiError;
      await this.#focusProblem();
    } finally {
      this.busy = false;
    }
  };

  async #remove(track: CaptionTrack): Promise<void> {
    const sure = await this.question.ask({
      heading: this.t('removeCaptionsTitle', { name: track.label }),
      text: this.t('removeCaptionsText'),
      action: this.t('remove'),
    });
    if (!sure) return;
    this.failure = null;
    try {
      const { kind, language } = track;
      await this.client.call('deleteCaptions', { params: { id: this.video.id, kind, language } });
    } catch (error) {
      if ((error as ApiError).code !== 'not_found') this.failure = error as ApiError;
    }
    await this.#reload();
  }

  async #reload(): Promise<void> {
    const texts = await this.client.call('getTexts', { params: { id: this.video.id } });
    this.dispatchEvent(new CustomEvent('texts-change', { detail: texts, bubbles: true, composed: true }));
  }

  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    this.form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  override render() {
    const { captions } = this.texts;
    return html`
      <section class="stack" aria-labelledby="heading">
        <h2 id="heading">${this.t('captions')}</h2>
        ${
          captions.length > 0
            ? html`<ul>
              ${captions.map((track) => this.#track(track))}
            </ul>`
            : html`<p class="muted">${this.t('noCaptions')}</p>`
        }
        <captions-generator
          .client=${this.client}
          .video=${this.video}
          .texts=${this.texts}
        ></captions-generator>
        ${this.#form()}
        <div aria-live="polite">${this.#notes()}</div>
      </section>
      <confirm-dialog></confirm-dialog>
    `;
  }

  #track(track: CaptionTrack) {
    const facts = [
      this.t(`captionKind_${track.kind}`),
      this.t('cueCount', { count: track.cues }),
      ...(track.generated ? [this.t('captionGenerated')] : []),
      ...(track.default ? [this.t('captionDefault')] : []),
    ];
    return html`
      <li class="track">
        <div>
          <p class="name"><bdi>${track.label}</bdi></p>
          <p class="muted small">${facts.join(' · ')}</p>
        </div>
        <a
          class="icon-button"
          href=${track.url}
          target="_blank"
          aria-label=${this.t('openCaptionsOf', { name: track.label })}
          title=${this.t('openCaptionsOf', { name: track.label })}
          >${downloadIcon}</a
        >
        <button
          type="button"
          class="icon-button"
          aria-label=${this.t('removeOf', { name: track.label })}
          title=${this.t('removeOf', { name: track.label })}
          @click=${() => void this.#remove(track)}
        >
          ${trashIcon}
        </button>
      </li>
    `;
  }

  #form() {
    const fileProblem = this.problem !== null && this.problem !== 'language' ? this.problem : null;
    return html`
      <form novalidate class="stack card add" @submit=${this.#onSubmit}>
        <h3>${this.t('addCaptions')}</h3>
        <div>
          <label class="label" for="file">${this.t('captionFile')}</label>
          <input
            id="file"
            name="file"
            class="field"
            type="file"
            accept=".vtt,.srt,text/vtt,application/x-subrip,text/plain"
            aria-invalid=${fileProblem !== null}
            aria-describedby="file-notes"
          />
          <p id="file-notes" class=${fileProblem ? 'problem' : 'hint'}>
            ${this.t(fileProblem ? `captionProblem_${fileProblem}` : 'captionFileHint')}
          </p>
        </div>
        <div class="pair">
          <div>
            <label class="label" for="language">${this.t('captionLanguage')}</label>
            <select
              id="language"
              name="language"
              class="field"
              aria-invalid=${this.problem === 'language'}
              aria-describedby="language-notes"
            >
              <option value="">${this.t('chooseLanguage')}</option>
              ${languageChoices(this.localize.lang, this.video.language).map(
                ({ tag, name }) =>
                  html`<option value=${tag} ?selected=${tag === this.video.language}>${name}</option>`,
              )}
            </select>
            <p id="language-notes" class="problem" ?hidden=${this.problem !== 'language'}>
              ${this.t('captionProblem_language')}
            </p>
          </div>
          <div>
            <label class="label" for="kind">${this.t('captionKind')}</label>
            <select
              id="kind"
              name="kind"
              class="field"
              @input=${(event: Event) => (this.kind = (event.target as HTMLSelectElement).value as CaptionKind)}
            >
              <option value="subtitles">${this.t('captionKind_subtitles')}</option>
              <option value="captions">${this.t('captionKind_captions')}</option>
            </select>
          </div>
        </div>
        ${
          this.kind === 'subtitles'
            ? html`<div>
              <label class="check">
                <input type="checkbox" name="forced" aria-describedby="forced-notes" />
                <span>${this.t('captionForcedChoice')}</span>
              </label>
              <p id="forced-notes" class="hint">${this.t('captionForcedHint')}</p>
            </div>`
            : nothing
        }
        <label class="check">
          <input type="checkbox" name="default" />
          <span>${this.t('captionDefaultChoice')}</span>
        </label>
        <div class="row">
          <button class="button primary" aria-disabled=${this.busy}>${captionsIcon}${this.t('storeCaptions')}</button>
        </div>
      </form>
    `;
  }

  #notes() {
    if (this.failure) return html`<p class="problem" role="alert">${this.reason(this.failure)}</p>`;
    if (this.dropped.length === 0) return nothing;
    return html`
      <div class="banner">
        <div>
          <p>${this.t('cuesDropped', { count: this.dropped.length })}</p>
          <ul class="dropped small">
            ${this.dropped
              .slice(0, 10)
              .map(({ line, fault }) => html`<li>${this.t(`cueFault_${fault}`, { line })}</li>`)}
          </ul>
        </div>
      </div>
    `;
  }
}

const problems: Readonly<Record<string, Problem>> = {
  captions_unreadable: 'unreadable',
  too_many_captions: 'too_many',
  body_too_large: 'too_large',
  invalid_request: 'too_large',
};

const kindIn = (data: FormData): CaptionKind => {
  if (data.get('kind') === 'captions') return 'captions';
  return data.get('forced') === null ? 'subtitles' : 'forced';
};

const textIn = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
};

const problemOf = (file: FormDataEntryValue | null, language: string): Problem | null => {
  if (!(file instanceof File) || file.size === 0) return 'file';
  if (file.size > maxBytes) return 'too_large';
  return language === '' ? 'language' : null;
};
