import type { ApiError, GetToken } from '@vidkit/contracts/client';
import {
  defaultOptions,
  frameSnippet,
  oembedUrl,
  preloadSnippet,
  scriptSnippet,
  watchUrl,
  type CdnRelease,
  type EmbedOptions,
} from '@vidkit/contracts/embed-code/video-code';
import type { Video } from '@vidkit/contracts/schemas/video';
import { css, html, nothing, type PropertyValues } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { property, query, state } from 'lit/decorators.js';

import { sitesPath, videoPath } from '../app/routes.ts';
import { readRelease } from '../embed/cdn-release.ts';
import { StudioElement } from './studio-element.ts';

const kinds = ['script', 'frame'] as const;

/** Everything to put a video elsewhere: its link, embed code with a live preview, the oEmbed address. */
export class SharePanel extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      :host {
        display: grid;
        gap: var(--_space-8);
      }

      .copy {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_space-2);
      }

      .copy .field {
        flex: 1 1 220px;
        inline-size: auto;
        min-inline-size: 0;
        font-family: var(--_font-mono);
        font-size: var(--_size-s);
        text-overflow: ellipsis;
      }

      h2 {
        margin-block-end: var(--_space-2);
      }

      .columns {
        display: grid;
        grid-template-columns: 280px minmax(0, 1fr);
        gap: var(--_space-8);
        align-items: start;
      }

      .kinds {
        display: inline-flex;
        padding: 2px;
        border-radius: var(--_radius-m);
        background-color: color-mix(in oklab, var(--_text) 8%, transparent);
      }

      .kinds label {
        position: relative;
        padding: 5px 14px;
        border-radius: 6px;
        color: var(--_text-muted);
        font-weight: 550;
        line-height: 1.3;
        cursor: pointer;
      }

      .kinds label:has(:checked) {
        background-color: var(--_surface-raised);
        box-shadow: 0 1px 2px rgb(0 0 0 / 0.14);
        color: var(--_text);
      }

      .kinds label:has(:focus-visible) {
        outline: 2px solid var(--_accent-ink);
        outline-offset: 1px;
      }

      .kinds input {
        position: absolute;
        opacity: 0;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        margin: 0;
        cursor: pointer;
      }

      pre {
        overflow: auto;
        max-block-size: 300px;
        margin: 0 0 var(--_space-2);
        padding: var(--_space-3) var(--_space-4);
        border-radius: var(--_radius-m);
        background-color: var(--_surface-sunken);
        font-family: var(--_font-mono);
        font-size: var(--_size-s);
        line-height: 1.6;
        text-align: left;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .label.after {
        margin-block-start: var(--_space-4);
      }

      .code {
        border: 1px solid var(--_border);
      }

      .stage {
        display: grid;
        gap: var(--_space-4);
        padding: var(--_space-4);
        border: 1px solid var(--_border);
        border-radius: var(--_radius-m);
        background-color: var(--_surface-sunken);
      }

      .skeleton.code {
        block-size: 120px;
        border: 0;
        margin-block-end: var(--_space-2);
      }

      @media (width < 61.25rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }

      @media (forced-colors: active) {
        .kinds label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @query('.player') private stage!: HTMLElement | null;

  @state() private release: CdnRelease | null = null;
  @state() private releaseError: ApiError | null = null;
  @state() private kind: (typeof kinds)[number] = 'script';
  @state() private options: EmbedOptions = defaultOptions;

  @property({ attribute: false }) video!: Video;
  @property({ attribute: false }) getToken!: GetToken;
  @property() origin = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#readRelease();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('options') && this.options.comments) void import('@vidkit/elements/define/vid-comments');
  }

  protected override updated(): void {
    const { width, accent } = this.options;
    this.stage?.style.setProperty('max-inline-size', width === null ? 'none' : `${width}px`);
    if (accent === null) this.stage?.style.removeProperty('--vid-accent');
    else this.stage?.style.setProperty('--vid-accent', accent);
  }

  readonly #readRelease = async (): Promise<void> => {
    this.releaseError = null;
    try {
      this.release = await readRelease(this.origin);
    } catch (error) {
      this.releaseError = error as ApiError;
    }
  };

  readonly #onOptions = (event: CustomEvent<Partial<EmbedOptions>>): void => {
    this.options = { ...this.options, ...event.detail };
  };

  override render() {
    const { visibility } = this.video;
    const closed = visibility === 'private' || visibility === 'scheduled';
    return html`
      ${
        closed
          ? html`<div class="banner">
            <p>${this.t(visibility === 'private' ? 'sharePrivate' : 'shareScheduled')}</p>
            <a class="button" href=${videoPath(this.video.id)}>${this.t('changeVisibility')}</a>
          </div>`
          : nothing
      }
      <section aria-labelledby="link">
        <h2 id="link">${this.t('watchLink')}</h2>
        ${this.#address(watchUrl(this.origin, this.video.id), 'link', this.t('copyLink'))}
        <p class="hint">
          ${this.t('watchLinkHint')}
          <a href=${watchUrl(this.origin, this.video.id)} target="_blank">${this.t('openPage')}</a>
        </p>
      </section>
      <section aria-labelledby="embed">
        <h2 id="embed">${this.t('embed')}</h2>
        <div class="columns">
          <div class="stack">
            ${this.#kinds()}
            <embed-options
              kind=${this.kind}
              .options=${this.options}
              @options-change=${this.#onOptions}
            ></embed-options>
          </div>
          <div class="stack">
            <div>${this.#code()}</div>
            ${this.#preview()}
          </div>
        </div>
      </section>
      <section aria-labelledby="oembed">
        <h2 id="oembed">${this.t('oembed')}</h2>
        ${this.#address(oembedUrl(this.origin, this.video.id), 'oembed', this.t('copyAddress'))}
        <p class="hint">${this.t('oembedHint')}</p>
      </section>
    `;
  }

  #address(url: string, labelledBy: string, copy: string) {
    return html`
      <div class="copy">
        <input class="field" readonly dir="ltr" aria-labelledby=${labelledBy} .value=${url} />
        <copy-button text=${url} label=${copy}></copy-button>
      </div>
    `;
  }

  #kinds() {
    return html`
      <div>
        <div class="kinds" role="radiogroup" aria-label=${this.t('embedKind')}>
          ${kinds.map(
            (kind) => html`
              <label
                ><input
                  type="radio"
                  name="kind"
                  value=${kind}
                  .checked=${kind === this.kind}
                  @change=${() => (this.kind = kind)}
                />${this.t(`embed_${kind}`)}</label
              >
            `,
          )}
        </div>
        <p class="hint">${this.t(`embedHint_${this.kind}`)}</p>
      </div>
    `;
  }

  #code() {
    if (this.kind === 'script' && this.releaseError) {
      return html`<div class="banner critical" role="alert">
        <p>${this.t('releaseFailed')}. ${this.reason(this.releaseError)}</p>
        <button type="button" class="button" @click=${this.#readRelease}>${this.t('retry')}</button>
      </div>`;
    }
    if (this.kind === 'script' && !this.release) return html`<div class="skeleton code"></div>`;
    const head =
      this.kind === 'script' && this.release && this.options.preload
        ? preloadSnippet(this.video, this.options, this.release)
        : null;
    const code =
      this.kind === 'script' && this.release
        ? scriptSnippet(this.video, this.options, this.release)
        : frameSnippet(this.video, this.options, this.origin);
    return html`
      ${
        head === null
          ? nothing
          : html`
              <h3 class="label">${this.t('headCode')}</h3>
              <pre class="code" dir="ltr" tabindex="0" role="region" aria-label=${this.t('headCode')}><code>${head}</code></pre>
              <copy-button text=${head} label=${this.t('copyCode')}></copy-button>
              <h3 class="label after">${this.t('bodyCode')}</h3>
            `
      }
      <pre class="code" dir="ltr" tabindex="0" role="region" aria-label=${this.t('code')}><code>${code}</code></pre>
      <copy-button text=${code} label=${this.t('copyCode')}></copy-button>
      ${
        this.kind === 'script' && this.options.comments
          ? html`<p class="hint">${this.t('siteNeeded')} <a href=${sitesPath}>${this.t('sites')}</a></p>`
          : nothing
      }
    `;
  }

  #preview() {
    const { video, options } = this;
    if (!video.playable) return nothing;
    const comments = this.kind === 'script' && options.comments;
    return html`
      <section aria-labelledby="preview">
        <h3 id="preview" class="label">${this.t('livePreview')}</h3>
        <div class="stage">
          <div class="player stack">
            ${keyed(
              JSON.stringify([options.autoplay, options.startSeconds]),
              html`<vid-player
                without-analytics
                video-id=${video.id}
                api=${this.origin}
                aspect-ratio=${video.width && video.height ? `${video.width}/${video.height}` : ''}
                start-time=${options.startSeconds}
                ?autoplay=${options.autoplay}
                ?muted=${options.autoplay}
                ?loop=${options.loop}
                .getToken=${this.getToken}
              ></vid-player>`,
            )}
            ${
              comments
                ? html`<vid-comments video-id=${video.id} api=${this.origin} closed></vid-comments>`
                : nothing
            }
          </div>
        </div>
      </section>
    `;
  }
}
