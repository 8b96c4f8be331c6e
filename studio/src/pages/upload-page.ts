import type { Client } from '@vidkit/contracts/client';
import type { Me } from '@vidkit/contracts/schemas/video';
import type { Session } from '@vidkit/elements/session';
import type { UploadEventDetail } from '@vidkit/elements/upload';
import { checkIcon } from '@vidkit/elements/icons';
import { css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';

import { videoPath } from '../app/routes.ts';
import { StudioElement } from '../components/studio-element.ts';

interface StoredFile {
  readonly videoId: string;
  readonly title: string;
}

const onTheWay: ReadonlySet<string> = new Set(['waiting', 'uploading', 'reconnecting', 'completing']);

/** The upload element, kept alive by the shell while other pages are shown, so that no upload ends by walking away. */
export class UploadPage extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      :host {
        max-inline-size: 880px;
      }

      .drop {
        block-size: 220px;
        border-radius: var(--_radius-m);
      }

      .stored {
        margin-block-start: var(--_space-8);
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--_space-3);
        padding-block: var(--_space-2);
        border-block-end: 1px solid var(--_border);
      }

      li .icon {
        color: var(--_positive);
      }

      li > span {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  #waiting: readonly File[] = [];
  #moving = 0;

  @state() private stored: readonly StoredFile[] = [];
  @state() private defined = false;
  /** Null while it is not known, or nothing to say. */
  @state() private storage: Me['storage'] | null = null;

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) session!: Session;
  @property() origin = '';
  @property({ type: Boolean }) ready = false;

  override connectedCallback(): void {
    super.connectedCallback();
    void import('@vidkit/elements/define/vid-upload').then(() => (this.defined = true));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('ready') && this.ready) void this.#readStorage();
  }

  protected override updated(): void {
    if (this.#waiting.length > 0) this.add([]);
  }

  /** Tells the shell how many files are on their way. */
  readonly #onActivity = (): void => {
    const moving = this.renderRoot
      .querySelector('vid-upload')
      ?.items.filter(({ phase }) => onTheWay.has(phase));
    const count = moving?.length ?? 0;
    if (count === this.#moving) return;
    this.#moving = count;
    this.dispatchEvent(new CustomEvent('uploads-change', { detail: count, bubbles: true, composed: true }));
  };

  readonly #onStored = (event: CustomEvent<UploadEventDetail>): void => {
    this.#onActivity();
    const { videoId, title } = event.detail;
    if (videoId === null || this.stored.some((file) => file.videoId === videoId)) return;
    this.stored = [{ videoId, title }, ...this.stored];
    void this.#readStorage();
  };

  async #readStorage(): Promise<void> {
    const me = await this.client.call('getMe').catch(() => null);
    this.storage = me?.storage ?? this.storage;
  }

  #storage() {
    if (this.storage?.quotaBytes == null) return nothing;
    const { usedBytes, quotaBytes } = this.storage;
    const [used, quota] = [this.localize.bytes(usedBytes), this.localize.bytes(quotaBytes)];
    return html`<p class="hint">${this.t('storageUsed', { used, quota })}</p>`;
  }

  /** Begins with files that were dropped elsewhere in the studio. */
  add(files: readonly File[]): void {
    const element = this.renderRoot.querySelector('vid-upload');
    const all = [...this.#waiting, ...files];
    if (element && this.defined) {
      this.#waiting = [];
      if (all.length > 0) void element.addFiles(all);
    } else {
      this.#waiting = all;
    }
  }

  override render() {
    return html`
      <header class="page-head">
        <div>
          <h1 tabindex="-1">${this.t('uploadTitle')}</h1>
          <p class="hint">${this.t('uploadHint')}</p>
          ${this.#storage()}
        </div>
      </header>
      ${
        this.ready && this.defined
          ? html`<vid-upload
            api=${this.origin}
            .session=${this.session}
            @vid-upload-start=${this.#onActivity}
            @vid-upload-progress=${this.#onActivity}
            @vid-upload-stored=${this.#onStored}
            @vid-upload-error=${this.#onActivity}
          ></vid-upload>
          <import-form .client=${this.client}></import-form>`
          : html`<div class="skeleton drop"></div>`
      }
      ${
        this.stored.length === 0
          ? nothing
          : html`
            <section class="stored" aria-labelledby="stored">
              <h2 id="stored">${this.t('stored')}</h2>
              <p class="hint">${this.t('storedText')}</p>
              <ul>
                ${this.stored.map(
                  ({ videoId, title }) => html`
                    <li>
                      ${checkIcon}<span dir="auto">${title}</span>
                      <a class="button small" href=${videoPath(videoId)}>${this.t('editDetails')}</a>
                    </li>
                  `,
                )}
              </ul>
            </section>
          `
      }
    `;
  }
}
