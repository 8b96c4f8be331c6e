import type { ApiError, Client, GetToken } from '@vidkit/contracts/client';
import type { Video } from '@vidkit/contracts/schemas/video';
import type { UploadItem, VidUploader } from '@vidkit/elements/uploader';
import { downloadIcon, retryIcon, uploadIcon } from '@vidkit/elements/icons';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';

const sent: ReadonlySet<string> = new Set(['processing', 'ready']);

/**
 * The file as it was uploaded: download it, bring it back from the archive, put another in its place. Fires
 * `video-change` with the video as it is then.
 */
export class SourcePanel extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      h2 {
        margin-block-end: var(--_space-1);
        font-size: var(--_size-s);
      }

      .row {
        margin-block-start: var(--_space-2);
      }

      .progress {
        margin-block: var(--_space-2);
      }
    `,
  ];

  #uploader: VidUploader | null = null;

  @query('input') private input!: HTMLInputElement;
  @query('.progress-value') private bar!: HTMLElement | null;

  @state() private item: UploadItem | null = null;
  @state() private failure: string | null = null;
  @state() private asking = false;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) getToken!: GetToken;
  @property({ attribute: false }) video!: Video;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endUpload();
  }

  protected override updated(): void {
    const share = this.item && this.item.size > 0 ? this.item.sentBytes / this.item.size : 0;
    this.bar?.style.setProperty('--value', String(share));
  }

  override render() {
    const { source } = this.video;
    if (!source) return nothing;
    return html`
      <section aria-labelledby="source">
        <h2 id="source">${this.t('source')}</h2>
        <p class="muted" role="status">${this.#words(source.state, source.readyAt)}</p>
        ${this.failure === null ? nothing : html`<p class="problem" role="alert">${this.failure}</p>`}
        ${this.item ? this.#sending(this.item) : this.#actions(source.state)}
        <input type="file" accept="video/*,audio/*" hidden @change=${this.#onChosen} />
      </section>
    `;
  }

  #words(state: NonNullable<Video['source']>['state'], readyAt: string | null): string {
    if (state !== 'restoring' || readyAt === null) return this.t(`source_${state}`);
    const time = this.localize.date(readyAt, { dateStyle: 'medium', timeStyle: 'short' });
    return this.t('sourceReadyAt', { time });
  }

  #actions(state: NonNullable<Video['source']>['state']): TemplateResult {
    return html`
      <div class="row">
        ${
          state === 'stored'
            ? html`<button type="button" class="button" ?disabled=${this.asking} @click=${this.#download}>
              ${downloadIcon}${this.t('sourceDownload')}
            </button>`
            : nothing
        }
        ${
          state === 'archived'
            ? html`<button type="button" class="button" ?disabled=${this.asking} @click=${this.#restore}>
              ${retryIcon}${this.t('sourceRestore')}
            </button>`
            : nothing
        }
        <button type="button" class="button" ?disabled=${this.asking} @click=${() => this.input.click()}>
          ${uploadIcon}${this.t('sourceReplace')}
        </button>
      </div>
      <p class="hint">${this.t('sourceReplaceHint')}</p>
    `;
  }

  #sending({ fileName, sentBytes, size }: UploadItem): TemplateResult {
    const percent = size > 0 ? sentBytes / size : 0;
    return html`
      <p dir="auto">${this.t('sourceSending', { name: fileName, percent: this.localize.percent(percent) })}</p>
      <div
        class="progress"
        role="progressbar"
        aria-label=${this.t('sourceReplace')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(percent * 100)}
      >
        <div class="progress-value"></div>
      </div>
      <button type="button" class="button" @click=${this.#cancel}>${this.t('cancel')}</button>
    `;
  }

  readonly #download = (): Promise<void> =>
    this.#ask(async () => {
      const { url } = await this.client.call('downloadSource', { params: { id: this.video.id } });
      const link = document.createElement('a');
      link.href = url;
      link.click();
    });

  readonly #restore = (): Promise<void> =>
    this.#ask(async () => {
      const detail = await this.client.call('restoreSource', { params: { id: this.video.id } });
      this.dispatchEvent(new CustomEvent('video-change', { detail }));
    });

  async #ask(perform: () => Promise<void>): Promise<void> {
    this.failure = null;
    this.asking = true;
    try {
      await perform();
    } catch (error) {
      this.failure = this.reason(error as ApiError);
    } finally {
      this.asking = false;
    }
  }

  readonly #onChosen = async (): Promise<void> => {
    const file = this.input.files?.[0];
    this.input.value = '';
    if (!file) return;
    this.failure = null;
    const { VidUploader } = await import('@vidkit/elements/uploader');
    if (!this.isConnected) return;
    this.#endUpload();
    const uploader = new VidUploader({
      apiUrl: this.client.baseUrl,
      getToken: this.getToken,
      replaces: this.video.id,
    });
    this.#uploader = uploader;
    uploader.addEventListener('change', () => this.#onProgress(uploader));
    uploader.add([file]);
  };

  #onProgress(uploader: VidUploader): void {
    const [item] = uploader.items;
    if (uploader !== this.#uploader || !item) return;
    this.item = item;
    if (item.phase === 'failed') {
      this.failure = this.t(item.problem?.code === 'quota_exceeded' ? 'error_quota' : 'sourceReplaceFailed');
      this.#endUpload();
    } else if (sent.has(item.phase)) {
      this.#endUpload();
      void this.#ask(async () => {
        const detail = await this.client.call('getVideo', { params: { id: this.video.id } });
        this.dispatchEvent(new CustomEvent('video-change', { detail }));
      });
    }
  }

  readonly #cancel = (): void => {
    for (const { id } of this.#uploader?.items ?? []) this.#uploader?.cancel(id);
    this.#endUpload();
  };

  #endUpload(): void {
    const uploader = this.#uploader;
    this.#uploader = null;
    this.item = null;
    uploader?.dispose();
  }
}
