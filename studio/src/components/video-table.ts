import { watchUrl } from '@vidkit/contracts/embed-code/video-code';
import type { Video } from '@vidkit/contracts/schemas/video';
import { commentIcon, likeIcon, retryIcon, trashIcon } from '@vidkit/elements/icons';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { property } from 'lit/decorators.js';

import { DeleteRequest, ReprocessRequest } from '../app/requests.ts';
import { videoPath } from '../app/routes.ts';
import { failureText } from './processing-text.ts';
import { StudioElement } from './studio-element.ts';
import { videoTableStyles } from './video-table.styles.ts';

/** "3 minutes ago" grows old. */
const clockInterval = 60_000;

/** My videos as a table, as cards where it is narrow. */
export class VideoTable extends StudioElement {
  static override styles = [StudioElement.styles, videoTableStyles];

  #clock: ReturnType<typeof setInterval> | undefined;

  @property({ attribute: false }) videos: readonly Video[] = [];
  @property() origin = '';
  /** Rows of the same size stand in for what is coming. */
  @property({ type: Boolean }) loading = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#clock = setInterval(() => this.requestUpdate(), clockInterval);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  override render() {
    return html`
      <div role="table" aria-label=${this.t('videos')} aria-busy=${this.loading}>
        <div role="rowgroup">
          <div role="row" class="head">
            <span role="columnheader">${this.t('column_video')}</span>
            <span role="columnheader">${this.t('column_status')}</span>
            <span role="columnheader">${this.t('column_visibility')}</span>
            <span role="columnheader" class="number" title=${this.t('column_likes')}
              >${likeIcon}<span class="visually-hidden">${this.t('column_likes')}</span></span
            >
            <span role="columnheader" class="number" title=${this.t('column_comments')}
              >${commentIcon}<span class="visually-hidden">${this.t('column_comments')}</span></span
            >
            <span role="columnheader" class="date">${this.t('column_date')}</span>
            <span role="columnheader"><span class="visually-hidden">${this.t('column_actions')}</span></span>
          </div>
        </div>
        <div role="rowgroup" class="rows">
          ${
            this.loading
              ? Array.from({ length: 6 }, () => this.#skeleton())
              : repeat(
                  this.videos,
                  ({ id }) => id,
                  (video) => this.#row(video),
                )
          }
        </div>
      </div>
    `;
  }

  #row(video: Video) {
    const title = video.title || this.t('untitled');
    return html`
      <div role="row" class="item">
        <div role="cell" class="video">
          <video-poster class="picture" .video=${video}></video-poster>
          <div class="words">
            <a class="title" href=${videoPath(video.id)} dir="auto">${title}</a>
            ${
              video.failure
                ? html`<p class="failure">${failureText(video.failure, (key) => this.t(key))}</p>`
                : nothing
            }
          </div>
        </div>
        <div role="cell" class="status">
          <video-status .video=${video}></video-status>
          ${
            video.status === 'failed'
              ? html`<button
                type="button"
                class="button small"
                @click=${() => this.dispatchEvent(new ReprocessRequest(video))}
              >
                ${retryIcon}${this.t('retry')}
              </button>`
              : nothing
          }
        </div>
        <div role="cell" class="visibility">
          <visibility-label visibility=${video.visibility} .publishAt=${video.publishAt}></visibility-label>
        </div>
        ${this.#number(likeIcon, this.t('column_likes'), video.likes)}
        ${this.#number(commentIcon, this.t('column_comments'), video.comments)}
        <div role="cell" class="date">
          <time
            datetime=${video.createdAt}
            title=${this.localize.date(video.createdAt, { dateStyle: 'full', timeStyle: 'short' })}
            >${this.localize.relativeTime(video.createdAt)}</time
          >
        </div>
        <div role="cell" class="actions">
          <copy-button
            look="icon"
            text=${watchUrl(this.origin, video.id)}
            label=${this.t('copyLinkOf', { title })}
          ></copy-button>
          <button
            type="button"
            class="icon-button delete"
            title=${this.t('delete')}
            aria-label=${this.t('deleteOf', { title })}
            @click=${() => this.dispatchEvent(new DeleteRequest(video))}
          >
            ${trashIcon}
          </button>
        </div>
      </div>
    `;
  }

  #number(icon: unknown, label: string, value: number) {
    return html`<div role="cell" class="number ${value === 0 ? 'none' : ''}">
      ${icon}<span title=${label}>${this.localize.number(value)}</span>
    </div>`;
  }

  #skeleton() {
    return html`
      <div role="row" class="item" aria-hidden="true">
        <div class="video">
          <div class="skeleton picture"></div>
          <div class="skeleton line"></div>
        </div>
        <div class="status"><div class="skeleton short"></div></div>
        <div class="visibility"><div class="skeleton short"></div></div>
      </div>
    `;
  }
}
