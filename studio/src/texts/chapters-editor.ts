import { ApiError, type Client } from '@vidkit/contracts/client';
import type { Chapter, VideoTexts } from '@vidkit/contracts/schemas/texts';
import type { Video } from '@vidkit/contracts/schemas/video';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { property, state } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';
import { readChapterLines, writeChapterLines, type ChapterFault } from './chapter-lines.ts';

/** Chapters as lines of text, a time and a title each. Fires `texts-change` when they are stored. */
export class ChaptersEditor extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      textarea.field {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @state() private draft: string | null = null;
  @state() private fault: ChapterFault | null = null;
  @state() private failure: ApiError | null = null;
  @state() private busy = false;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) video!: Video;
  @property({ attribute: false }) texts!: VideoTexts;

  get #text(): string {
    return this.draft ?? writeChapterLines(this.texts.chapters);
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const read = readChapterLines(this.#text, this.video.durationMs);
    this.fault = Array.isArray(read) ? null : read;
    if (Array.isArray(read)) await this.#store(read.length > 0 ? read : null);
    else this.renderRoot.querySelector('textarea')?.focus();
  };

  async #store(chapters: Chapter[] | null): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = null;
    try {
      const { id } = this.video;
      const texts = await this.client.call('putChapters', { params: { id }, body: { chapters } });
      this.draft = null;
      this.fault = null;
      this.notify({ text: this.t('chaptersStored') });
      this.dispatchEvent(new CustomEvent('texts-change', { detail: texts, bubbles: true, composed: true }));
    } catch (error) {
      this.failure = error instanceof ApiError ? error : null;
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const { fault, texts } = this;
    return html`
      <section aria-labelledby="heading">
        <form class="stack" @submit=${this.#onSubmit}>
          <h2 id="heading">${this.t('chapters')}</h2>
          <div>
            <label class="label" for="lines">${this.t('chapterLines')}</label>
            <textarea
              id="lines"
              class="field"
              dir="auto"
              placeholder=${this.t('chapterExample')}
              aria-invalid=${fault !== null}
              aria-describedby="lines-notes"
              .value=${live(this.#text)}
              @input=${({ target }: Event) => (this.draft = (target as HTMLTextAreaElement).value)}
            ></textarea>
            <div id="lines-notes" aria-live="polite">
              ${
                fault
                  ? html`<p class="problem">${this.t(`chapterFault_${fault.fault}`, { line: fault.line })}</p>`
                  : html`<p class="hint">${this.t('chapterHint')}</p>`
              }
            </div>
          </div>
          ${this.failure ? html`<p class="problem" role="alert">${this.reason(this.failure)}</p>` : nothing}
          <div class="row">
            <button class="button primary" aria-disabled=${this.busy}>${this.t('saveChapters')}</button>
            ${
              texts.ownChapters
                ? html`<button type="button" class="button" @click=${() => void this.#store(null)}>
                  ${this.t('chaptersOfFile')}
                </button>`
                : nothing
            }
          </div>
        </form>
      </section>
    `;
  }
}
