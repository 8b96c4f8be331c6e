import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import { languageChoices } from '../../localize/language-choices.ts';
import type { Localize } from '../../localize/localize.ts';
import type { DetailsMessages, DetailsTerm } from '../messages/details.messages.ts';
import type { UploadItem } from '../model/upload-item.ts';
import type { DetailsEditor, DetailsState } from './details-editor.ts';

const descriptionLimit = 10_000;
const visibilities = ['private', 'unlisted', 'public'] as const;

/** The fields of one video; each change is handed to its editor, which saves by itself. */
export const detailsForm = (
  { id, title }: UploadItem,
  editor: DetailsEditor,
  words: Localize<DetailsMessages>,
  canPublish: boolean,
): TemplateResult => {
  const { description, visibility, language } = editor.fields;
  const locked = editor.state === 'locked';
  const left = descriptionLimit - description.length;
  return html`<div class="details" role="group" aria-label=${words.term('region', { name: title })}>
    <div class="details-wide">
      <label class="label" for="description-${id}">${words.term('description')}</label>
      <textarea
        id="description-${id}"
        class="field"
        dir="auto"
        rows="3"
        maxlength=${descriptionLimit}
        ?readonly=${locked}
        .value=${live(description)}
        @input=${(event: Event) => editor.edit({ description: valueOf(event) })}
        @change=${() => void editor.flush()}
      ></textarea>
      ${left <= descriptionLimit / 10 ? html`<p class="note">${words.term('charactersLeft', { count: left })}</p>` : nothing}
    </div>
    ${
      canPublish
        ? html`<div>
            <label class="label" for="visibility-${id}">${words.term('visibility')}</label>
            <select
              id="visibility-${id}"
              class="field"
              aria-describedby="visibility-note-${id}"
              ?disabled=${locked}
              @input=${(event: Event) => editor.edit({ visibility: valueOf(event) as 'public' })}
            >
              ${[...visibilities, ...(visibility === 'scheduled' ? (['scheduled'] as const) : [])].map(
                (value) =>
                  html`<option value=${value} .selected=${live(value === visibility)}>${words.term(value)}</option>`,
              )}
            </select>
            <p class="note" id="visibility-note-${id}">${words.term(`${visibility}Hint`)}</p>
          </div>`
        : nothing
    }
    <div>
      <label class="label" for="language-${id}">${words.term('language')}</label>
      <select
        id="language-${id}"
        class="field"
        ?disabled=${locked}
        @input=${(event: Event) => editor.edit({ language: valueOf(event) || null })}
      >
        <option value="" .selected=${live(language === null)}>${words.term('languageNone')}</option>
        ${languageChoices(words.lang, language).map(
          ({ tag, name }) => html`<option value=${tag} .selected=${live(tag === language)}>${name}</option>`,
        )}
      </select>
    </div>
    ${editor.state === 'conflict' ? conflict(editor, words) : state(editor.state, words)}
  </div>`;
};

const terms: Readonly<Partial<Record<DetailsState, DetailsTerm>>> = {
  waiting: 'waiting',
  unsaved: 'unsaved',
  saving: 'saving',
  saved: 'saved',
  failed: 'failed',
  refused: 'refused',
  locked: 'locked',
};

const state = (now: DetailsState, words: Localize<DetailsMessages>): TemplateResult => {
  const term = terms[now];
  return html`<p class="details-state details-wide note ${now}" role="status">
    ${term ? words.term(term) : nothing}
  </p>`;
};

const conflict = (editor: DetailsEditor, words: Localize<DetailsMessages>): TemplateResult =>
  html`<div class="details-conflict details-wide" role="alert">
    <p>${words.term('conflict')}</p>
    <button type="button" class="button small" @click=${() => editor.resolve('mine')}>
      ${words.term('keepMine')}
    </button>
    <button type="button" class="button small" @click=${() => editor.resolve('theirs')}>
      ${words.term('takeTheirs')}
    </button>
  </div>`;

const valueOf = (event: Event): string => (event.target as HTMLTextAreaElement | HTMLSelectElement).value;
