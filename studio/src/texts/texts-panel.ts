import type { ApiError, Client } from '@vidkit/contracts/client';
import type { Video } from '@vidkit/contracts/schemas/video';
import type { VideoTexts } from '@vidkit/contracts/schemas/texts';
import { retryIcon } from '@vidkit/elements/icons';
import { css, html, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';
import type { LiveFeed } from '../state/live-feed.ts';

/** Captions and chapters of one video. */
export class TextsPanel extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
        gap: var(--_space-8);
        align-items: start;
      }

      .skeleton {
        block-size: 220px;
      }
    `,
  ];

  @state() private texts: VideoTexts | null = null;
  @state() private failure: ApiError | null = null;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) video!: Video;
  @property({ attribute: false }) feed!: LiveFeed;

  #unfollow: (() => void) | null = null;
  #lastLoad = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('feed')) this.#follow();
    if (!changed.has('video')) return;
    const before = changed.get('video');
    if (before?.id !== this.video.id) {
      this.texts = null;
      void this.#load();
      // What is ready brings the texts of its file, and has sound to be heard.
    } else if (before.status !== this.video.status) void this.#load();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unfollow?.();
    this.#unfollow = null;
  }

  #follow(): void {
    this.#unfollow?.();
    this.#unfollow = this.feed.subscribe(({ type, videoId }) => {
      if (type === 'reset' || (type === 'texts' && videoId === this.video.id)) void this.#load();
    });
  }

  readonly #load = async (): Promise<void> => {
    const { id } = this.video;
    // Answers may overtake each other.
    const load = ++this.#lastLoad;
    this.failure = null;
    try {
      const texts = await this.client.call('getTexts', { params: { id } });
      if (load === this.#lastLoad) this.#take(texts);
    } catch (error) {
      if (load === this.#lastLoad) this.failure = error as ApiError;
    }
  };

  #take(texts: VideoTexts): void {
    const written = this.texts?.generation?.state === 'working' && texts.generation === null;
    this.texts = texts;
    if (written) this.notify({ text: this.t('captionsGenerated') });
  }

  readonly #onChange = ({ detail }: CustomEvent<VideoTexts>): void => this.#take(detail);

  override render() {
    if (this.failure && !this.texts) {
      return html`
        <section class="empty" role="alert">
          <p>${this.reason(this.failure)}</p>
          <button type="button" class="button" @click=${this.#load}>${retryIcon}${this.t('retry')}</button>
        </section>
      `;
    }
    const { texts, client, video } = this;
    return html`
      <div class="parts" aria-busy=${texts === null} @texts-change=${this.#onChange}>
        ${
          texts
            ? html`
              <captions-editor .client=${client} .video=${video} .texts=${texts}></captions-editor>
              <chapters-editor .client=${client} .video=${video} .texts=${texts}></chapters-editor>
            `
            : html`<div class="skeleton"></div><div class="skeleton"></div>`
        }
      </div>
    `;
  }
}
