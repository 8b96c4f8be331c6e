import type { EmbedOptions } from '@vidkit/contracts/embed-code/video-code';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { property, state } from 'lit/decorators.js';

import { formatStart, parseStart } from '../embed/start-time.ts';
import { StudioElement } from './studio-element.ts';

const firstWidth = 640;
const ownAccent = '#5b5bd6';

/** Choices for embed code. Shows what it is given and fires `options-change` with `detail`, what changed. */
export class EmbedOptionsForm extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--_space-2);
      }

      .field {
        inline-size: auto;
      }

      .number {
        inline-size: 96px;
      }

      input[type='color'] {
        inline-size: 44px;
        padding: 2px;
      }

      .check .hint {
        margin: 0;
      }
    `,
  ];

  @state() private startProblem = false;

  @property({ attribute: false }) options!: EmbedOptions;
  /** A frame knows fewer of them. */
  @property() kind: 'script' | 'frame' = 'script';

  #change(change: Partial<EmbedOptions>): void {
    this.dispatchEvent(new CustomEvent('options-change', { detail: change }));
  }

  readonly #onStart = (event: Event): void => {
    const seconds = parseStart((event.target as HTMLInputElement).value);
    this.startProblem = seconds === null;
    if (seconds !== null) this.#change({ startSeconds: seconds });
  };

  override render() {
    const { width, startSeconds, accent } = this.options;
    return html`
      <form class="stack" @submit=${(event: Event) => event.preventDefault()}>
        <fieldset>
          <legend class="label">${this.t('option_width')}</legend>
          <div class="line">
            <select
              class="field"
              aria-label=${this.t('option_width')}
              @input=${(event: Event) =>
                this.#change({
                  width: (event.target as HTMLSelectElement).value === 'fill' ? null : firstWidth,
                })}
            >
              <option value="fill" ?selected=${width === null}>${this.t('option_width_fill')}</option>
              <option value="fixed" ?selected=${width !== null}>${this.t('option_width_fixed')}</option>
            </select>
            ${
              width === null
                ? nothing
                : html`<input
                    class="field number"
                    type="number"
                    min="160"
                    max="3840"
                    step="1"
                    aria-label=${`${this.t('option_width_fixed')}, ${this.t('pixels')}`}
                    .value=${live(String(width))}
                    @change=${(event: Event) =>
                      this.#change({ width: within((event.target as HTMLInputElement).valueAsNumber) })}
                  />
                  <span class="muted">${this.t('pixels')}</span>`
            }
          </div>
        </fieldset>
        <div>
          <label class="label" for="start">${this.t('option_start')}</label>
          <input
            id="start"
            class="field number"
            inputmode="text"
            placeholder="0:00"
            aria-describedby="start-hint"
            aria-invalid=${this.startProblem}
            .value=${formatStart(startSeconds)}
            @change=${this.#onStart}
          />
          <p id="start-hint" class=${this.startProblem ? 'problem' : 'hint'}>${this.t('option_startHint')}</p>
        </div>
        <div>
          ${this.#check('autoplay')} ${this.#check('loop')}
          ${this.kind === 'script' ? this.#check('comments') : nothing} ${this.#accent(accent)}
          ${
            this.kind === 'script'
              ? html`${this.#check('allHashes', this.t('option_allHashesHint'))}
                ${this.#check('preload', this.t('option_preloadHint'))}`
              : nothing
          }
        </div>
      </form>
    `;
  }

  #check(name: 'autoplay' | 'loop' | 'comments' | 'allHashes' | 'preload', hint = '') {
    return html`
      <label class="check">
        <input
          type="checkbox"
          name=${name}
          .checked=${live(this.options[name])}
          @change=${(event: Event) => this.#change({ [name]: (event.target as HTMLInputElement).checked })}
        />
        <span>${this.t(`option_${name}`)}${hint ? html`<span class="hint"><br />${hint}</span>` : nothing}</span>
      </label>
    `;
  }

  #accent(accent: string | null) {
    return html`
      <div class="line">
        <label class="check">
          <input
            type="checkbox"
            name="accent"
            .checked=${live(accent !== null)}
            @change=${(event: Event) =>
              this.#change({ accent: (event.target as HTMLInputElement).checked ? ownAccent : null })}
          />
          <span>${this.t('option_accent_own')}</span>
        </label>
        ${
          accent === null
            ? nothing
            : html`<input
              class="field"
              type="color"
              aria-label=${this.t('option_accent')}
              .value=${live(accent)}
              @input=${(event: Event) => this.#change({ accent: (event.target as HTMLInputElement).value })}
            />`
        }
      </div>
    `;
  }
}

const within = (width: number): number =>
  Number.isFinite(width) ? Math.min(3840, Math.max(160, Math.round(width))) : firstWidth;
