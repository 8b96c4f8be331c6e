import type { ApiError, Client } from '@vidkit/contracts/client';
import { tagsSnippet } from '@vidkit/contracts/embed-code/video-code';
import type { Site } from '@vidkit/contracts/schemas/site';
import { globeIcon, plusIcon } from '@vidkit/elements/icons';
import { css, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import type { ConfirmDialog } from '../components/confirm-dialog.ts';
import type { SiteForm } from '../components/site-form.ts';
import { StudioElement } from '../components/studio-element.ts';
import { readRelease } from '../embed/cdn-release.ts';
import { rowsStyles } from './rows.styles.ts';

const scopeTerms = {
  'comments:write': 'scope_comments',
  'reactions:write': 'scope_reactions',
  'uploads:write': 'scope_uploads',
  'history:write': 'scope_history',
} as const;

/** The sites on which people may sign in through my embeds. */
export class SitesPage extends StudioElement {
  static override styles = [
    StudioElement.styles,
    rowsStyles,
    css`
      .snippet {
        margin-block-start: var(--_space-8);
      }

      pre {
        margin-block: var(--_space-2);
      }
    `,
  ];

  #run = new AbortController();

  @query('site-form') private form!: SiteForm;
  @query('confirm-dialog') private confirm!: ConfirmDialog;

  @state() private sites: readonly Site[] | null = null;
  @state() private error: ApiError | null = null;
  @state() private snippet = '';

  @property({ attribute: false }) client!: Client;
  @property() origin = '';
  @property({ type: Boolean }) ready = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#run.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('ready') && this.ready) void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    this.#run.abort();
    const { signal } = (this.#run = new AbortController());
    this.error = null;
    void readRelease(this.origin).then(
      (release) => (this.snippet = tagsSnippet(release)),
      // The list matters more; the code is in every video's Share tab too.
      () => (this.snippet = ''),
    );
    try {
      const sites: Site[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: Site[]; nextCursor: string | null } = await this.client.call('listSites', {
          query: { limit: 100, ...(cursor && { cursor }) },
          signal,
        });
        sites.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      this.sites = sites;
    } catch (error) {
      if (!signal.aborted) this.error = error as ApiError;
    }
  };

  readonly #onAdded = (event: CustomEvent<Site>): void => {
    const site = event.detail;
    this.sites = [site, ...(this.sites ?? [])];
    this.notify({ text: this.t('siteAdded', { name: site.name }) });
  };

  async #remove(site: Site): Promise<void> {
    const sure = await this.confirm.ask({
      heading: this.t('removeTitle', { name: site.name }),
      text: this.t('removeText', { origin: site.origin }),
      action: this.t('remove'),
    });
    if (!sure) return;
    try {
      await this.client.call('deleteSite', { params: { id: site.id } });
    } catch (error) {
      const { code } = error as ApiError;
      if (code !== 'not_found') {
        this.notify({ text: this.reason(error as ApiError), tone: 'critical' });
        return;
      }
    }
    this.sites = this.sites?.filter(({ id }) => id !== site.id) ?? null;
    this.notify({ text: this.t('siteRemoved', { name: site.name }) });
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  override render() {
    return html`
      <header class="page-head">
        <h1 tabindex="-1">${this.t('sites')}</h1>
        ${
          this.sites?.length
            ? html`<button type="button" class="button" @click=${() => this.form.open()}>
              ${plusIcon}${this.t('addSite')}
            </button>`
            : nothing
        }
      </header>
      <p class="intro muted">${this.t('sitesIntro')}</p>
      ${this.#list()} ${this.snippet && this.sites?.length ? this.#snippet() : nothing}
      <site-form .client=${this.client} @site-added=${this.#onAdded}></site-form>
      <confirm-dialog></confirm-dialog>
    `;
  }

  #list() {
    if (this.error && !this.sites) {
      return html`<section class="empty" role="alert">
        <h2>${this.t('sitesFailed')}</h2>
        <p>${this.reason(this.error)}</p>
        <button type="button" class="button" @click=${this.#load}>${this.t('retry')}</button>
      </section>`;
    }
    if (!this.sites) {
      return html`<ul class="card rows" aria-busy="true">
        ${[1, 2].map(() => html`<li><div class="skeleton"></div></li>`)}
      </ul>`;
    }
    if (this.sites.length === 0) {
      return html`<section class="empty card">
        ${globeIcon}
        <h2>${this.t('noSites')}</h2>
        <p>${this.t('noSitesText')}</p>
        <button type="button" class="button" @click=${() => this.form.open()}>
          ${plusIcon}${this.t('addSite')}
        </button>
      </section>`;
    }
    return html`<ul class="card rows">
      ${this.sites.map((site) => this.#row(site))}
    </ul>`;
  }

  #row(site: Site) {
    return html`
      <li>
        <div class="name">
          <b dir="auto">${site.name}</b>
          <p class="muted small"><bdi>${site.origin}</bdi></p>
        </div>
        <div class="row">
          ${site.scopes.map((scope) => html`<span class="chip neutral">${this.t(scopeTerms[scope])}</span>`)}
        </div>
        <button
          type="button"
          class="button small"
          aria-label=${this.t('removeOf', { name: site.name })}
          @click=${() => this.#remove(site)}
        >
          ${this.t('remove')}
        </button>
      </li>
    `;
  }

  #snippet() {
    return html`
      <section class="snippet" aria-labelledby="snippet">
        <h2 id="snippet">${this.t('siteSnippet')}</h2>
        <pre dir="ltr"><code>${this.snippet}</code></pre>
        <copy-button text=${this.snippet} label=${this.t('copyCode')}></copy-button>
        <p class="hint">${this.t('siteSnippetHint')}</p>
      </section>
    `;
  }
}
