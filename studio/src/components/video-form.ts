import { calendarIcon, globeIcon, linkIcon, lockIcon } from '@vidkit/elements/icons';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { property } from 'lit/decorators.js';

import { visibilities } from '../app/routes.ts';
import { problemOf, type VideoFields } from '../state/video-fields.ts';
import { languageChoices } from '@vidkit/elements/language-choices';
import { fromLocalInput, timeZoneName, toLocalInput } from './local-time.ts';
import { StudioElement } from './studio-element.ts';

const icons = { public: globeIcon, unlisted: linkIcon, private: lockIcon, scheduled: calendarIcon };
const titleLimit = 200;
const descriptionLimit = 10_000;

/** An edit of some fields, by the person. */
export class FieldsEdit extends Event {
  static readonly type = 'fields-edit';
  readonly change: Partial<VideoFields>;

  constructor(change: Partial<VideoFields>) {
    super(FieldsEdit.type);
    this.change = change;
  }
}

/** The fields of a video. Shows what it is given and fires `fields-edit`; saving is the page's. */
export class VideoForm extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .choices {
        display: grid;
        gap: 1px;
        overflow: hidden;
        border: 1px solid var(--_border);
        border-radius: var(--_radius-m);
        background-color: var(--_border);
      }

      .choice {
        display: grid;
        grid-template-columns: auto auto 1fr;
        gap: 0 var(--_space-3);
        align-items: start;
        padding: 10px var(--_space-3);
        background-color: var(--_surface);
        cursor: pointer;
      }

      .choice:hover {
        background-image: linear-gradient(var(--_hover), var(--_hover));
      }

      .choice:has(:checked) {
        background-color: var(--_accent-soft);
      }

      .choice:has(:focus-visible) {
        outline: 2px solid var(--_accent-ink);
        outline-offset: -2px;
      }

      .choice input:focus-visible {
        outline: none;
      }

      .choice .icon {
        margin-block-start: 1px;
        color: var(--_text-muted);
        font-size: 16px;
      }

      .choice b {
        font-weight: 550;
      }

      .choice .muted {
        display: block;
        font-size: var(--_size-s);
        line-height: 1.35;
      }

      .time {
        padding: 0 var(--_space-3) var(--_space-3) 72px;
        background-color: var(--_accent-soft);
        margin-block-start: -1px;
      }

      .time:dir(rtl) {
        padding: 0 72px var(--_space-3) var(--_space-3);
      }

      .time .field {
        inline-size: auto;
        max-inline-size: 100%;
      }

      legend {
        margin-block-end: var(--_space-1);
        font-size: var(--_size-s);
        font-weight: 550;
      }

      select.field {
        max-inline-size: 320px;
      }

      @media (max-width: 480px) {
        .time {
          padding-inline-start: var(--_space-3);
        }
      }
    `,
  ];

  @property({ attribute: false }) fields!: VideoFields;

  #edit(change: Partial<VideoFields>): void {
    this.dispatchEvent(new FieldsEdit(change));
  }

  override render() {
    const { title, description, language, embedOrigins } = this.fields;
    const problem = problemOf(this.fields);
    return html`
      <form class="stack" @submit=${(event: Event) => event.preventDefault()}>
        <div>
          <label class="label" for="title">${this.t('field_title')}</label>
          <input
            id="title"
            class="field"
            dir="auto"
            maxlength=${titleLimit}
            autocomplete="off"
            required
            aria-invalid=${problem === 'titleMissing'}
            aria-describedby="title-notes"
            .value=${live(title)}
            @input=${(event: Event) => this.#edit({ title: textOf(event) })}
          />
          <div id="title-notes" aria-live="polite">
            ${
              problem === 'titleMissing'
                ? html`<p class="problem">${this.t('problem_titleMissing')}</p>`
                : this.#left(title, titleLimit)
            }
          </div>
        </div>
        <div>
          <label class="label" for="description">${this.t('field_description')}</label>
          <textarea
            id="description"
            class="field"
            dir="auto"
            maxlength=${descriptionLimit}
            aria-describedby="description-hint"
            .value=${live(description)}
            @input=${(event: Event) => this.#edit({ description: textOf(event) })}
          ></textarea>
          <div id="description-hint">
            <p class="hint">${this.t('descriptionHint')}</p>
            ${this.#left(description, descriptionLimit)}
          </div>
        </div>
        ${this.#visibility(problem === 'timeMissing')}
        <embedding-field
          .origins=${embedOrigins}
          ?wrong=${problem === 'originWrong'}
          @origins-change=${({ detail }: CustomEvent<string[] | null>) => this.#edit({ embedOrigins: detail })}
        ></embedding-field>
        <div>
          <label class="label" for="language">${this.t('field_language')}</label>
          <select
            id="language"
            class="field"
            .value=${live(language ?? '')}
            @input=${(event: Event) => this.#edit({ language: textOf(event) || null })}
          >
            <option value="" ?selected=${language === null}>${this.t('language_none')}</option>
            ${languageChoices(this.localize.lang, language).map(
              ({ tag, name }) => html`<option value=${tag} ?selected=${tag === language}>${name}</option>`,
            )}
          </select>
        </div>
      </form>
    `;
  }

  #visibility(timeMissing: boolean) {
    const { visibility, publishAt } = this.fields;
    return html`
      <fieldset>
        <legend>${this.t('field_visibility')}</legend>
        <div class="choices">
          ${visibilities.map(
            (known) => html`
              <label class="choice">
                <input
                  type="radio"
                  name="visibility"
                  value=${known}
                  .checked=${live(visibility === known)}
                  @change=${() => this.#edit({ visibility: known })}
                />
                ${icons[known]}
                <span>
                  <b>${this.t(`visibility_${known}`)}</b>
                  <span class="muted">${this.t(`visibilityHint_${known}`)}</span>
                </span>
              </label>
            `,
          )}
          ${
            visibility === 'scheduled'
              ? html`
                <div class="time">
                  <label class="label" for="time">${this.t('field_publishAt')}</label>
                  <input
                    id="time"
                    class="field"
                    type="datetime-local"
                    required
                    aria-invalid=${timeMissing}
                    aria-describedby="time-notes"
                    .value=${live(toLocalInput(publishAt))}
                    @change=${(event: Event) => this.#edit({ publishAt: fromLocalInput(textOf(event)) })}
                  />
                  <div id="time-notes" aria-live="polite">
                    <p class="hint">${this.t('timeZone', { zone: this.#zone(publishAt) })}</p>
                    ${timeMissing ? html`<p class="problem">${this.t('problem_timeMissing')}</p>` : nothing}
                  </div>
                </div>
              `
              : nothing
          }
        </div>
      </fieldset>
    `;
  }

  /** With the offset that holds at the chosen time: summer time may begin before it. */
  #zone(publishAt: string | null): string {
    return timeZoneName(this.localize.lang, publishAt === null ? new Date() : new Date(publishAt));
  }

  #left(text: string, limit: number) {
    const left = limit - text.length;
    return left <= limit / 10
      ? html`<p class="hint">${this.t('charactersLeft', { count: left })}</p>`
      : nothing;
  }
}

const textOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value;

declare global {
  interface HTMLElementEventMap {
    'fields-edit': FieldsEdit;
  }
}
