import { SessionError } from '@vidkit/elements/session';
import {
  cloudUpIcon,
  filmIcon,
  globeIcon,
  linkIcon,
  lockIcon,
  signOutIcon,
  uploadIcon,
} from '@vidkit/elements/icons';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { StudioElement } from '../components/studio-element.ts';
import type { NoticeBar } from '../components/notice-bar.ts';
import type { UploadPage } from '../pages/upload-page.ts';
import type { VideoPage } from '../pages/video-page.ts';
import type { StudioSession } from '../session/studio-session.ts';
import { Drafts } from '../state/drafts.ts';
import { LiveFeed } from '../state/live-feed.ts';
import { StoreController } from '../state/store-controller.ts';
import { VideoList } from '../state/video-list.ts';
import { FileDrop } from './file-drop.ts';
import type { Notice, NoticeEvent } from './notice.ts';
import type { DeleteRequest, ReprocessRequest } from './requests.ts';
import { guestsPath, noFilters, sitesPath, uploadPath, videoPath, videosPath, type Route } from './routes.ts';
import type { Router } from './router.ts';
import { studioAppStyles } from './studio-app.styles.ts';
import { applyTheme, readTheme, themes } from './theme.ts';
import { VideoActions } from './video-actions.ts';

/** The studio: rail, page, news, and everything that outlives a page. */
export class StudioApp extends StudioElement {
  static override styles = [StudioElement.styles, studioAppStyles];

  readonly #drop = new FileDrop(this, (files) => this.#onFiles(files));

  #list!: VideoList;
  #feed!: LiveFeed;
  #drafts!: Drafts;
  #actions!: VideoActions;
  #cleanUps: (() => void)[] = [];
  #shownPage = '';

  protected readonly stores = new StoreController(this, () => [this.router]);

  @query('notice-bar') private notices!: NoticeBar;
  @query('upload-page') private uploadPage!: UploadPage | null;
  @query('video-page') private videoPage!: VideoPage | null;
  @query('main') private main!: HTMLElement;

  @state() private theme = readTheme();
  @state() private failure: SessionError | null = null;
  /** Once opened it stays, so that uploads go on behind other pages. */
  @state() private uploadOpened = false;
  @state() private uploading = 0;

  @property({ attribute: false }) session!: StudioSession;
  @property({ attribute: false }) router!: Router;
  /** Storage of this tab, for unsaved edits. */
  @property({ attribute: false }) storage: Storage = sessionStorage;
  @property() origin = location.origin;

  override connectedCallback(): void {
    super.connectedCallback();
    const { client } = this.session;
    this.#list = new VideoList(client);
    this.#feed = new LiveFeed(client);
    this.#drafts = new Drafts(this.storage);
    this.#actions = new VideoActions({
      client,
      list: this.#list,
      notify: (notice) => this.#show(notice),
      t: (key, values) => this.t(key, values),
    });
    this.router.start();
    this.#cleanUps.push(this.session.subscribe(() => this.#onSession()));
    void this.#begin(new URL(location.href));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.router.stop();
    for (const cleanUp of this.#cleanUps.splice(0)) cleanUp();
  }

  protected override willUpdate(): void {
    if (this.router.route.page === 'upload') this.uploadOpened = true;
  }

  protected override updated(_changed: PropertyValues): void {
    const { route } = this.router;
    const shown = route.page === 'video' ? `video ${route.id}` : route.page;
    document.title = `${this.#titleOf(route)} · ${this.t('studio')}`;
    if (shown === this.#shownPage) return;
    // Not on the first page: there the browser's own place for focus is right.
    if (this.#shownPage !== '') void this.#focusHeading();
    this.#shownPage = shown;
  }

  async #begin(address: URL): Promise<void> {
    this.failure = null;
    try {
      await this.session.start(address, (path) => this.router.replace(path));
    } catch (error) {
      this.failure =
        error instanceof SessionError
          ? error
          : new SessionError('network', 'Sign-in could not begin.', { cause: error });
    }
  }

  #onSession(): void {
    if (this.session.state === 'signed-in') {
      this.#cleanUps.push(this.#feed.subscribe((frame) => this.#list.apply(frame)));
    }
    this.requestUpdate();
  }

  #onFiles(files: readonly File[]): void {
    if (this.session.state !== 'signed-in') return;
    this.router.go(uploadPath);
    void this.updateComplete.then(() => this.uploadPage?.add(files));
  }

  readonly #onDelete = async ({ video }: DeleteRequest): Promise<void> => {
    const onItsPage = this.router.route.page === 'video';
    if (onItsPage) this.router.go(videosPath(this.#list.filters));
    await this.#actions.delete(video);
    if (!onItsPage) await this.#focusHeading();
  };

  readonly #onReprocess = async ({ video }: ReprocessRequest): Promise<void> => {
    const begun = await this.#actions.reprocess(video);
    if (begun) this.videoPage?.take(begun);
  };

  readonly #onUploads = (event: CustomEvent<number>): void => {
    this.uploading = event.detail;
  };

  #show(notice: Notice): void {
    this.notices.show(notice);
  }

  async #focusHeading(): Promise<void> {
    const page = this.main.querySelector<StudioElement>('.page > :not([hidden])');
    await page?.updateComplete;
    const heading = page?.renderRoot?.querySelector<HTMLElement>('h1') ?? this.main.querySelector('h1');
    heading?.focus({ preventScroll: true });
  }

  #titleOf(route: Route): string {
    return this.t(titles[route.page]);
  }

  override render() {
    return html`
      <div
        dir=${this.localize.dir}
        @studio-notice=${(event: NoticeEvent) => this.#show(event.notice)}
        @studio-delete-request=${this.#onDelete}
        @studio-reprocess-request=${this.#onReprocess}
        @uploads-change=${this.#onUploads}
      >
        <a class="button skip visually-hidden" href="#content" @click=${this.#skip}>${this.t('skipToContent')}</a>
        ${this.#rail()}
        <main id="content">
          <div class="page">${this.#page()}</div>
        </main>
        ${
          this.#drop.active
            ? html`<div class="drop"><p>${cloudUpIcon}${this.t('dropToUpload')}</p></div>`
            : nothing
        }
        <notice-bar></notice-bar>
      </div>
    `;
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    void this.#focusHeading();
  };

  #page() {
    if (this.failure) return this.#signInFailed(this.failure);
    if (this.session.state === 'signed-out') return this.#signedOut();
    const { route } = this.router;
    const ready = this.session.state === 'signed-in';
    const { client } = this.session;
    const { origin } = this;
    return html`
      ${
        route.page === 'videos'
          ? html`<videos-page
            .list=${this.#list}
            .router=${this.router}
            .filters=${route.filters}
            .client=${client}
            .origin=${origin}
            ?ready=${ready}
          ></videos-page>`
          : nothing
      }
      ${
        route.page === 'video'
          ? html`<video-page
            .videoId=${route.id}
            .tab=${route.tab}
            .client=${client}
            .session=${this.session}
            .feed=${this.#feed}
            .drafts=${this.#drafts}
            .origin=${origin}
            ?ready=${ready}
          ></video-page>`
          : nothing
      }
      ${
        route.page === 'sites'
          ? html`<sites-page .client=${client} .origin=${origin} ?ready=${ready}></sites-page>`
          : nothing
      }
      ${route.page === 'guests' ? html`<guests-page .client=${client} ?ready=${ready}></guests-page>` : nothing}
      ${
        this.uploadOpened
          ? html`<upload-page
            .client=${this.session.client}
            .session=${this.session}
            .origin=${origin}
            ?ready=${ready}
            ?hidden=${route.page !== 'upload'}
            @import-begun=${({ detail }: CustomEvent<string>) => this.router.go(videoPath(detail))}
          ></upload-page>`
          : nothing
      }
      ${
        route.page === 'missing'
          ? html`<section class="empty">
            <h1 tabindex="-1">${this.t('pageMissing')}</h1>
            <p>${this.t('pageMissingText')}</p>
            <a class="button" href=${videosPath()}>${this.t('backToVideos')}</a>
          </section>`
          : nothing
      }
    `;
  }

  #rail() {
    const { page } = this.router.route;
    const link = (path: string, icon: unknown, label: string, current: boolean, place = '') => html`
      <li class=${place}>
        <a class="link" href=${path} title=${label} aria-current=${current ? 'page' : nothing}>
          ${icon}<span class="label-text">${label}</span>
        </a>
      </li>
    `;
    return html`
      <div class="rail">
        <a class="brand" href=${videosPath()}>${mark}<span class="label-text">${this.t('studio')}</span></a>
        <nav class="nav" aria-label=${this.t('mainNavigation')}>
          <ul>
            <li>
              <a
                class="button primary upload"
                href=${uploadPath}
                title=${this.t('upload')}
                aria-current=${page === 'upload' ? 'page' : nothing}
              >
                ${uploadIcon}<span class="label-text">${this.t('upload')}</span>
                ${
                  this.uploading > 0
                    ? html`<span class="running" title=${this.t('uploadsRunning', { count: this.uploading })}
                      >${this.localize.number(this.uploading)}</span
                    >`
                    : nothing
                }
              </a>
            </li>
            ${link(videosPath(noFilters), filmIcon, this.t('videos'), page === 'videos' || page === 'video', 'before-upload')}
            ${link(sitesPath, globeIcon, this.t('sites'), page === 'sites')}
            ${link(guestsPath, linkIcon, this.t('guests'), page === 'guests')}
          </ul>
        </nav>
        ${this.#account()}
      </div>
    `;
  }

  #account() {
    const { me } = this.session;
    if (!me) return nothing;
    const { name, avatarUrl } = me.person;
    return html`
      <div class="account">
        <button type="button" class="who" popovertarget="account" title=${name}>
          <span class="avatar" aria-hidden="true"
            >${avatarUrl ? html`<img src=${avatarUrl} alt="" />` : initials(name)}</span
          >
          <span class="visually-hidden">${this.t('account')}:</span>
          <span class="name" dir="auto">${name}</span>
        </button>
        <div id="account" class="menu" popover>
          <p class="mail muted small">${me.email}</p>
          <fieldset>
            <legend>${this.t('theme')}</legend>
            ${themes.map(
              (theme) => html`
                <label class="check">
                  <input
                    type="radio"
                    name="theme"
                    value=${theme}
                    .checked=${theme === this.theme}
                    @change=${() => {
                      this.theme = theme;
                      applyTheme(theme);
                    }}
                  />
                  <span>${this.t(`theme_${theme}`)}</span>
                </label>
              `,
            )}
          </fieldset>
          <a class="button quiet out" href="/account/security">${lockIcon}${this.t('security')}</a>
          <button type="button" class="button quiet out" @click=${() => void this.session.signOut()}>
            ${signOutIcon}${this.t('signOut')}
          </button>
        </div>
      </div>
    `;
  }

  #signInFailed({ code }: SessionError) {
    return html`<section class="empty" role="alert">
      <h1 tabindex="-1">${this.t('signInFailed')}</h1>
      <p>${this.t(code === 'network' ? 'signInFailed_network' : 'signInFailed_refused')}</p>
      <button
        type="button"
        class="button primary"
        @click=${() => void this.#begin(new URL('/studio/', location.href))}
      >
        ${this.t('retry')}
      </button>
    </section>`;
  }

  #signedOut() {
    return html`<section class="empty">
      <h1 tabindex="-1">${this.t('signedOut')}</h1>
      <p>${this.t('signedOutText')}</p>
      <button type="button" class="button primary" @click=${() => void this.session.signIn()}>
        ${this.t('signInAgain')}
      </button>
    </section>`;
  }
}

const titles = {
  videos: 'videos',
  video: 'videos',
  upload: 'upload',
  sites: 'sites',
  guests: 'guestUploads',
  missing: 'pageMissing',
} as const satisfies Record<Route['page'], string>;

const mark = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
  <rect x="1.5" y="3.5" width="21" height="17" rx="5" />
  <path d="M10 8.6v6.8L15.6 12z" />
</svg>`;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toLocaleUpperCase() ?? '')
    .join('');
