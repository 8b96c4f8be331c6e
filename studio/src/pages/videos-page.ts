import { cloudUpIcon, filmIcon, searchIcon } from '@vidkit/elements/icons';
import type { Client } from '@vidkit/contracts/client';
import { css, html, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import { property, state } from 'lit/decorators.js';

import {
  filterableStatuses,
  noFilters,
  uploadPath,
  videosPath,
  visibilities,
  type VideoFilters,
} from '../app/routes.ts';
import type { Router } from '../app/router.ts';
import { StudioElement } from '../components/studio-element.ts';
import { StoreController } from '../state/store-controller.ts';
import type { VideoList } from '../state/video-list.ts';

const typingRest = 250;

/** All my videos: search, filters in the address, live rows. */
export class VideosPage extends StudioElement {
  static override styles = [
    StudioElement.styles,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: var(--_space-2);
        margin-block-end: var(--_space-3);
      }

      .search {
        position: relative;
        flex: 1 1 220px;
        max-inline-size: 360px;
      }

      .search .icon {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 10px;
        margin-block: auto;
        color: var(--_text-muted);
        font-size: 14px;
        pointer-events: none;
      }

      .search .field {
        padding-inline-start: 34px;
      }

      select.field {
        inline-size: auto;
        max-inline-size: 200px;
      }

      .foot {
        display: grid;
        justify-items: center;
        gap: var(--_space-2);
        padding-block: var(--_space-6);
        color: var(--_text-muted);
        font-size: var(--_size-s);
      }

      @media (width < 40rem) {
        .filters .search {
          flex-basis: 100%;
          max-inline-size: none;
        }

        .filters label {
          flex: 1;
        }

        select.field {
          inline-size: 100%;
          max-inline-size: none;
        }
      }
    `,
  ];

  #typing: ReturnType<typeof setTimeout> | undefined;
  #sentinel: IntersectionObserver | undefined;

  protected readonly stores = new StoreController(this, () => [this.list]);

  /** Names of the folders that have videos; most creators have none. */
  @state() private folders: readonly string[] = [];

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) list!: VideoList;
  @property({ attribute: false }) router!: Router;
  @property({ attribute: false }) filters: VideoFilters = noFilters;
  @property() origin = '';
  /** False until somebody is signed in. */
  @property({ type: Boolean }) ready = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
    this.#sentinel?.disconnect();
    this.#sentinel = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.ready || !(changed.has('filters') || changed.has('ready'))) return;
    if (changed.has('ready')) void this.#loadFolders();
    if (sameFilters(this.list.filters, this.filters) && this.list.state === 'ready') void this.list.reload();
    else void this.list.show(this.filters);
  }

  protected override updated(): void {
    this.#sentinel?.disconnect();
    const button = this.renderRoot.querySelector('.more');
    if (!button || this.list.more !== 'ready') return;
    this.#sentinel = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && void this.list.loadMore(),
      { rootMargin: '400px' },
    );
    this.#sentinel.observe(button);
  }

  async #loadFolders(): Promise<void> {
    // The list is of use without them.
    const found = await this.client.call('listFolders').catch(() => null);
    this.folders = found?.items.map(({ name }) => name) ?? [];
  }

  readonly #onSearch = (event: Event): void => {
    const q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#narrow({ q }), typingRest);
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    clearTimeout(this.#typing);
    this.#narrow({ q: this.renderRoot.querySelector('input')?.value.trim() ?? '' });
  };

  #narrow(change: Partial<VideoFilters>): void {
    this.router.replace(videosPath({ ...this.filters, ...change }));
  }

  override render() {
    const { list } = this;
    const loading = !this.ready || list.state === 'loading';
    const nothingYet = !loading && list.state === 'ready' && list.items.length === 0;
    return html`
      <header class="page-head">
        <h1 tabindex="-1">${this.t('videos')}</h1>
      </header>
      ${nothingYet && !list.filtered ? this.#empty() : this.#content(loading, nothingYet)}
      <p class="visually-hidden" role="status">${loading ? '' : this.#count()}</p>
    `;
  }

  #content(loading: boolean, nothingFound: boolean) {
    return html`
      ${this.#filterRow()}
      ${
        this.list.state === 'failed'
          ? this.#failed()
          : nothingFound
            ? this.#noMatches()
            : html`
              <video-table
                .videos=${this.list.items}
                ?loading=${loading}
                origin=${this.origin}
              ></video-table>
              ${loading ? nothing : this.#foot()}
            `
      }
    `;
  }

  #filterRow() {
    const { q, status, visibility } = this.filters;
    return html`
      <form class="filters" role="search" @submit=${this.#onSubmit}>
        <label class="search">
          <span class="visually-hidden">${this.t('searchVideos')}</span>
          ${searchIcon}
          <input
            class="field"
            type="search"
            maxlength="200"
            placeholder=${this.t('searchVideos')}
            .value=${q}
            @input=${this.#onSearch}
          />
        </label>
        <label>
          <span class="visually-hidden">${this.t('filterStatus')}</span>
          <select
            class="field"
            .value=${live(status ?? '')}
            @input=${(event: Event) =>
              this.#narrow({
                status: filterableStatuses.find((known) => known === valueOf(event)) ?? null,
              })}
          >
            <option value="" ?selected=${status === null}>${this.t('anyStatus')}</option>
            ${filterableStatuses.map(
              (known) =>
                html`<option value=${known} ?selected=${status === known}>${this.t(`status_${known}`)}</option>`,
            )}
          </select>
        </label>
        <label>
          <span class="visually-hidden">${this.t('filterVisibility')}</span>
          <select
            class="field"
            .value=${live(visibility ?? '')}
            @input=${(event: Event) =>
              this.#narrow({ visibility: visibilities.find((known) => known === valueOf(event)) ?? null })}
          >
            <option value="" ?selected=${visibility === null}>${this.t('anyVisibility')}</option>
            ${visibilities.map(
              (known) =>
                html`<option value=${known} ?selected=${visibility === known}
                  >${this.t(`visibility_${known}`)}</option
                >`,
            )}
          </select>
        </label>
        ${this.#folderFilter()}
      </form>
    `;
  }

  #folderFilter() {
    const { folder } = this.filters;
    const names = folder === null || this.folders.includes(folder) ? this.folders : [folder, ...this.folders];
    if (names.length === 0) return nothing;
    return html`<label>
      <span class="visually-hidden">${this.t('filterFolder')}</span>
      <select
        class="field"
        .value=${live(folder ?? '')}
        @input=${(event: Event) => this.#narrow({ folder: valueOf(event) || null })}
      >
        <option value="" ?selected=${folder === null}>${this.t('anyFolder')}</option>
        ${names.map((name) => html`<option value=${name} ?selected=${folder === name}>${name}</option>`)}
      </select>
    </label>`;
  }

  #foot() {
    const { list } = this;
    return html`
      <div class="foot">
        ${list.more === 'failed' ? html`<p>${this.t('moreFailed')}</p>` : nothing}
        ${
          list.hasMore
            ? html`<button
              type="button"
              class="button more"
              aria-disabled=${list.more === 'loading'}
              @click=${() => void list.loadMore()}
            >
              ${list.more === 'loading' ? html`<span class="spinner"></span>` : nothing}
              ${this.t(list.more === 'failed' ? 'retry' : 'showMore')}
            </button>`
            : html`<p>${this.#count()}</p>`
        }
      </div>
    `;
  }

  #count(): string {
    const { items, hasMore } = this.list;
    return this.t(hasMore ? 'listCountMore' : 'listCount', { count: items.length });
  }

  #empty() {
    return html`
      <section class="empty card">
        ${filmIcon}
        <h2>${this.t('noVideos')}</h2>
        <p>${this.t('noVideosText')}</p>
        <a class="button primary" href=${uploadPath}>${cloudUpIcon}${this.t('uploadVideo')}</a>
      </section>
    `;
  }

  #noMatches() {
    return html`
      <section class="empty">
        ${searchIcon}
        <h2>${this.t('noMatches')}</h2>
        <p>${this.t('noMatchesText')}</p>
        <a class="button" href=${videosPath()}>${this.t('clearFilters')}</a>
      </section>
    `;
  }

  #failed() {
    return html`
      <section class="empty" role="alert">
        <h2>${this.t('videosFailed')}</h2>
        <p>${this.reason(this.list.error)}</p>
        <button type="button" class="button" @click=${() => void this.list.reload()}>
          ${this.t('retry')}
        </button>
      </section>
    `;
  }
}

const valueOf = (event: Event): string => (event.target as HTMLSelectElement).value;

const sameFilters = (a: VideoFilters, b: VideoFilters): boolean => videosPath(a) === videosPath(b);
