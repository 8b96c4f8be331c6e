import type { Session } from '@vidkit/elements/session';
import type { Client } from '@vidkit/contracts/client';
import { watchUrl } from '@vidkit/contracts/embed-code/video-code';
import type { Video } from '@vidkit/contracts/schemas/video';
import { chevronLeftIcon, retryIcon, trashIcon } from '@vidkit/elements/icons';
import { html, nothing, type PropertyValues } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { property, state } from 'lit/decorators.js';

import { DeleteRequest, ReprocessRequest } from '../app/requests.ts';
import { videoPath, videosPath, videoTabs, type VideoTab } from '../app/routes.ts';
import { failureText, warningText } from '../components/processing-text.ts';
import { StudioElement } from '../components/studio-element.ts';
import type { FieldsEdit } from '../components/video-form.ts';
import type { Drafts } from '../state/drafts.ts';
import type { LiveFeed } from '../state/live-feed.ts';
import { StoreController } from '../state/store-controller.ts';
import { VideoEditor } from '../state/video-editor.ts';
import { problemOf } from '../state/video-fields.ts';
import { videoPageStyles } from './video-page.styles.ts';

/** One video: its fields, which save themselves, how to share it, what people say. */
export class VideoPage extends StudioElement {
  static override styles = [StudioElement.styles, videoPageStyles];

  #editor: VideoEditor | null = null;
  #unfollow: (() => void) | null = null;

  protected readonly stores = new StoreController(this, () => [this.#editor]);

  @state() private previewable = false;

  @property() videoId = '';
  @property() tab: VideoTab = 'details';
  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) feed!: LiveFeed;
  @property({ attribute: false }) drafts!: Drafts;
  @property() origin = '';
  @property({ type: Boolean }) ready = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#onLeave);
    void import('@vidkit/elements/define/vid-player').then(() => (this.previewable = true));
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#onLeave);
    this.#close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('videoId') || changed.has('ready')) this.#open();
    if (this.tab === 'comments') void import('@vidkit/elements/define/vid-comments');
  }

  /** Milliseconds at which the preview stands; null while there is none. */
  readonly #moment = (): number | null => {
    const player = this.renderRoot.querySelector('vid-player');
    return player ? Math.round(player.currentTime * 1000) : null;
  };

  readonly #onLeave = (): void => void this.#editor?.flush({ leaving: true });

  readonly #onEdit = (event: FieldsEdit): void => this.#editor?.edit(event.change);

  readonly #onResolve = (event: CustomEvent<'mine' | 'theirs'>): void => {
    void this.#editor?.resolve(event.detail);
    this.renderRoot.querySelector('h1')?.focus();
  };

  /** Takes in what an action outside of the form made of the video. */
  take(video: Video): void {
    if (video.id === this.videoId) this.#editor?.take(video);
  }

  #open(): void {
    this.#close();
    if (!this.ready || this.videoId === '') return;
    const editor = new VideoEditor({ id: this.videoId, client: this.client, drafts: this.drafts });
    this.#editor = editor;
    this.#unfollow = this.feed.subscribe((frame) => editor.apply(frame));
    void editor.load();
  }

  #close(): void {
    this.#unfollow?.();
    this.#unfollow = null;
    this.#editor?.end();
    this.#editor = null;
  }

  override render() {
    const editor = this.#editor;
    const title = editor?.fields?.title.trim();
    return html`
      <a class="back" href=${videosPath()}>${chevronLeftIcon}${this.t('backToList')}</a>
      <header class="page-head">
        <h1 tabindex="-1" dir="auto">${title || (editor?.video ? this.t('untitled') : this.t('loading'))}</h1>
        ${editor ? this.#saveState(editor) : nothing}
      </header>
      ${
        editor?.loadError && !editor.video
          ? this.#failed(editor)
          : html`
            <nav class="tabs" aria-label=${this.t('tabs')}>
              ${videoTabs.map(
                (tab) =>
                  html`<a
                    href=${videoPath(this.videoId, tab)}
                    aria-current=${tab === this.tab ? 'page' : nothing}
                    >${this.t(`tab_${tab}`)}</a
                  >`,
              )}
            </nav>
            ${editor?.video && editor.fields ? this.#content(editor, editor.video) : this.#skeleton()}
          `
      }
    `;
  }

  #content(editor: VideoEditor, video: Video) {
    if (this.tab === 'share') {
      return html`<share-panel
        .video=${{ ...video, ...editor.fields }}
        .getToken=${this.session.getToken}
        origin=${this.origin}
      ></share-panel>`;
    }
    if (this.tab === 'texts') {
      return html`<texts-panel
        .client=${this.client}
        .video=${video}
        .feed=${this.feed}
      ></texts-panel>`;
    }
    if (this.tab === 'trim') {
      return html`<trim-panel
        .client=${this.client}
        .video=${video}
        @video-change=${({ detail }: CustomEvent<Video>) => editor.take(detail)}
      ></trim-panel>`;
    }
    return this.tab === 'comments' ? this.#comments(video) : this.#details(editor, video);
  }

  #details(editor: VideoEditor, video: Video) {
    return html`
      <div class="columns">
        <div class="stack">
          ${
            editor.conflict && editor.fields
              ? html`<conflict-panel
                .conflict=${editor.conflict}
                .mine=${editor.fields}
                @resolve=${this.#onResolve}
              ></conflict-panel>`
              : nothing
          }
          ${video.failure ? this.#failure(video) : nothing}
          <video-form .fields=${editor.fields} @fields-edit=${this.#onEdit}></video-form>
          <poster-panel .video=${video} .client=${this.client} .moment=${this.#moment}></poster-panel>
          <div class="end">
            ${
              video.status === 'ready'
                ? html`<div>
                  <p class="muted">${this.t('reprocessText')}</p>
                  <button
                    type="button"
                    class="button"
                    @click=${() => this.dispatchEvent(new ReprocessRequest(video))}
                  >
                    ${retryIcon}${this.t('reprocess')}
                  </button>
                </div>`
                : nothing
            }
            <div>
              <p class="muted">${this.t('deleteText')}</p>
              <button
                type="button"
                class="button danger"
                @click=${() => this.dispatchEvent(new DeleteRequest(video))}
              >
                ${trashIcon}${this.t('delete')}
              </button>
            </div>
          </div>
        </div>
        <aside class="side stack" aria-label=${this.t('preview')}>
          ${this.#preview(video)}
          <div class="row">
            <copy-button
              text=${watchUrl(this.origin, video.id)}
              label=${this.t('copyLink')}
            ></copy-button>
            <a class="button" href=${watchUrl(this.origin, video.id)} target="_blank">${this.t('openPage')}</a>
          </div>
          <video-status .video=${video} detailed></video-status>
          ${this.#facts(video)}
          <source-panel
            .video=${video}
            .client=${this.client}
            .getToken=${this.session.getToken}
            @video-change=${({ detail }: CustomEvent<Video>) => editor.take(detail)}
          ></source-panel>
          <archive-panel
            .video=${video}
            .client=${this.client}
            @video-change=${({ detail }: CustomEvent<Video>) => editor.take(detail)}
          ></archive-panel>
          ${this.#warnings(video)}
        </aside>
      </div>
    `;
  }

  #comments(video: Video) {
    return html`
      <div class="talk">
        ${this.#preview(video)}
        <vid-comments video-id=${video.id} api=${this.origin} .session=${this.session}></vid-comments>
      </div>
    `;
  }

  #preview(video: Video) {
    // The player itself says that a video rests, and brings it back.
    const shown = video.playable || video.status === 'archived' || video.status === 'restoring';
    if (!shown || !this.previewable) {
      return html`<div class="waiting"><p>${shown ? '' : this.t('previewWaits')}</p></div>`;
    }
    const shape = video.width && video.height ? `${video.width}/${video.height}` : '';
    return keyed(
      video.id,
      html`<vid-player
        without-analytics
        video-id=${video.id}
        api=${this.origin}
        aspect-ratio=${shape}
        .getToken=${this.session.getToken}
      ></vid-player>`,
    );
  }

  #saveState({ state, savedOnce, saveError, fields }: VideoEditor) {
    const invalid = fields !== null && problemOf(fields) !== null;
    const refused = state === 'failed' && !saveError?.temporary;
    const quiet = state === 'saved' && !savedOnce;
    const word = refused || (state === 'unsaved' && invalid) ? 'save_refused' : (`save_${state}` as const);
    const critical = state === 'failed' || state === 'conflict' || invalid;
    return html`<p class="save ${critical ? 'critical' : ''}" role="status">
      ${quiet ? nothing : this.t(word)}
      ${refused ? html`<br />${saveError?.problem?.errors?.[0]?.message ?? this.reason(saveError)}` : nothing}
    </p>`;
  }

  #failure(video: Video) {
    return html`
      <div class="banner critical">
        <p>
          <b>${this.t('status_failed')}</b><br />
          ${video.failure ? failureText(video.failure, (key) => this.t(key)) : nothing}
        </p>
        ${
          video.source
            ? html`<button
              type="button"
              class="button"
              @click=${() => this.dispatchEvent(new ReprocessRequest(video))}
            >
              ${retryIcon}${this.t('retry')}
            </button>`
            : nothing
        }
      </div>
    `;
  }

  #facts({ fileName, sizeBytes, durationMs, width, height, createdAt }: Video) {
    const facts = [
      [this.t('fact_file'), fileName],
      [this.t('fact_size'), sizeBytes === null ? null : this.localize.bytes(sizeBytes)],
      [this.t('fact_length'), durationMs === null ? null : this.localize.duration(durationMs / 1000)],
      [this.t('fact_picture'), width && height ? `${width} × ${height}` : null],
      [this.t('fact_uploaded'), this.localize.date(createdAt, { dateStyle: 'medium', timeStyle: 'short' })],
    ].filter(([, value]) => value !== null);
    return html`
      <section aria-labelledby="facts">
        <h2 id="facts" class="visually-hidden">${this.t('facts')}</h2>
        <dl class="facts">
          ${facts.map(([name, value]) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`)}
        </dl>
      </section>
    `;
  }

  #warnings({ warnings }: Video) {
    if (warnings.length === 0) return nothing;
    return html`
      <section class="card" aria-labelledby="warnings">
        <h2 id="warnings">${this.t('warnings', { count: warnings.length })}</h2>
        <ul class="warnings">
          ${warnings.map((warning) => html`<li>${warningText(warning, (key) => this.t(key))}</li>`)}
        </ul>
      </section>
    `;
  }

  #failed(editor: VideoEditor) {
    return html`
      <section class="empty" role="alert">
        <h2>${this.t('videoFailedTitle')}</h2>
        <p>${this.reason(editor.loadError)}</p>
        <button type="button" class="button" @click=${() => void editor.load()}>${this.t('retry')}</button>
      </section>
    `;
  }

  #skeleton() {
    return html`
      <div class="columns" aria-busy="true">
        <div class="stack">
          <div class="skeleton line"></div>
          <div class="skeleton block"></div>
          <div class="skeleton block"></div>
        </div>
        <div class="side"><div class="waiting"></div></div>
      </div>
    `;
  }
}
