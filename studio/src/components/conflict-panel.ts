import { css, html } from 'lit';
import { property } from 'lit/decorators.js';

import type { Conflict } from '../state/video-editor.ts';
import type { FieldName, VideoFields } from '../state/video-fields.ts';
import { StudioElement } from './studio-element.ts';

/** Both versions of the fields that were changed on two sides, side by side. Fires `resolve`. */
export class ConflictPanel extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .card {
        border-color: color-mix(in oklab, var(--_caution) 45%, transparent);
        background-color: var(--_caution-soft);
      }

      .versions {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: var(--_space-3);
        margin-block: var(--_space-4);
      }

      .version {
        padding: var(--_space-3);
        border-radius: var(--_radius-s);
        background-color: var(--_surface);
      }

      dt {
        margin-block-start: var(--_space-2);
        color: var(--_text-muted);
        font-size: var(--_size-s);
      }

      dd {
        overflow: auto;
        max-block-size: 8lh;
        overflow-wrap: anywhere;
        white-space: pre-line;
      }
    `,
  ];

  @property({ attribute: false }) conflict!: Conflict;
  @property({ attribute: false }) mine!: VideoFields;

  #resolve(side: 'mine' | 'theirs'): void {
    this.dispatchEvent(new CustomEvent('resolve', { detail: side }));
  }

  override render() {
    return html`
      <section class="card" role="alertdialog" aria-labelledby="heading" aria-describedby="text">
        <h2 id="heading">${this.t('conflictTitle')}</h2>
        <p id="text" class="hint">${this.t('conflictText')}</p>
        <div class="versions">
          ${this.#version(this.t('conflictMine'), this.mine)}
          ${this.#version(this.t('conflictTheirs'), this.conflict.theirs)}
        </div>
        <div class="row">
          <button type="button" class="button primary" @click=${() => this.#resolve('mine')}>
            ${this.t('keepMine')}
          </button>
          <button type="button" class="button" @click=${() => this.#resolve('theirs')}>
            ${this.t('takeTheirs')}
          </button>
        </div>
      </section>
    `;
  }

  #version(heading: string, fields: VideoFields) {
    return html`
      <div class="version">
        <h3>${heading}</h3>
        <dl>
          ${this.conflict.names.map(
            (name) => html`
              <dt>${this.t(`field_${name}`)}</dt>
              <dd dir="auto">${this.#text(name, fields)}</dd>
            `,
          )}
        </dl>
      </div>
    `;
  }

  #text(name: FieldName, fields: VideoFields): string {
    if (name === 'embedOrigins') return fields.embedOrigins?.join(' ') ?? this.t('embedding_any');
    const value = fields[name];
    if (value === null || value === '') return this.t('conflictNothing');
    if (name === 'visibility') return this.t(`visibility_${fields.visibility}`);
    if (name === 'publishAt') return this.localize.date(value, { dateStyle: 'medium', timeStyle: 'short' });
    if (name !== 'language') return value;
    return new Intl.DisplayNames(this.localize.lang, { type: 'language' }).of(value) ?? value;
  }
}
