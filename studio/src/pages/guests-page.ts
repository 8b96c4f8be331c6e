import type { ApiError, Client } from '@vidkit/contracts/client';
import type { CreatedUploadToken, UploadToken } from '@vidkit/contracts/schemas/upload-token';
import { plusIcon, uploadIcon } from '@vidkit/elements/icons';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { videosPath } from '../app/routes.ts';
import type { ConfirmDialog } from '../components/confirm-dialog.ts';
import { StudioElement } from '../components/studio-element.ts';
import type { TokenForm } from '../components/token-form.ts';
import { guestsPageStyles } from './guests-page.styles.ts';
import { rowsStyles } from './rows.styles.ts';

/** The tokens with which others upload to my channel. */
export class GuestsPage extends StudioElement {
  static override styles = [StudioElement.styles, rowsStyles, guestsPageStyles];

  #run = new AbortController();

  @query('token-form') private form!: TokenForm;
  @query('confirm-dialog') private confirm!: ConfirmDialog;

  @state() private tokens: readonly UploadToken[] | null = null;
  @state() private error: ApiError | null = null;
  /** The one just made, while its secret is shown. */
  @state() private made: CreatedUploadToken | null = null;

  @property({ attribute: false }) client!: Client;
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
    try {
      const tokens: UploadToken[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: UploadToken[]; nextCursor: string | null } = await this.client.call(
          'listUploadTokens',
          { query: { limit: 100, ...(cursor && { cursor }) }, signal },
        );
        tokens.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      this.tokens = tokens;
    } catch (error) {
      if (!signal.aborted) this.error = error as ApiError;
    }
  };

  readonly #onMade = async ({ detail }: CustomEvent<CreatedUploadToken>): Promise<void> => {
    const { secret: _, ...token } = detail;
    this.tokens = [token, ...(this.tokens ?? [])];
    this.made = detail;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#made')?.focus();
  };

  readonly #onCopied = async (): Promise<void> => {
    this.made = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  };

  async #revoke(token: UploadToken): Promise<void> {
    const sure = await this.confirm.ask({
      heading: this.t('revokeTitle', { name: token.label }),
      text: this.t('revokeText'),
      action: this.t('revoke'),
    });
    if (!sure) return;
    try {
      await this.client.call('revokeUploadToken', { params: { id: token.id } });
    } catch (error) {
      this.notify({ text: this.reason(error as ApiError), tone: 'critical' });
      return;
    }
    const revokedAt = new Date().toISOString();
    this.tokens = this.tokens?.map((one) => (one.id === token.id ? { ...one, revokedAt } : one)) ?? null;
    if (this.made?.id === token.id) this.made = null;
    this.notify({ text: this.t('tokenRevoked', { name: token.label }) });
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  override render() {
    return html`
      <header class="page-head">
        <h1 tabindex="-1">${this.t('guestUploads')}</h1>
        ${
          this.tokens?.length
            ? html`<button type="button" class="button" @click=${() => this.form.open()}>
              ${plusIcon}${this.t('addToken')}
            </button>`
            : nothing
        }
      </header>
      <p class="intro muted">${this.t('guestsIntro')}</p>
      ${this.made ? this.#secret(this.made) : nothing} ${this.#list()}
      <token-form .client=${this.client} @token-made=${this.#onMade}></token-form>
      <confirm-dialog></confirm-dialog>
    `;
  }

  #secret({ label, secret }: CreatedUploadToken) {
    return html`<section class="card made" aria-labelledby="made">
      <h2 id="made" tabindex="-1">${this.t('tokenMade', { name: label })}</h2>
      <p>${this.t('tokenOnce')}</p>
      <pre dir="ltr"><code>${secret}</code></pre>
      <p class="hint">${this.t('tokenUse')}</p>
      <div class="row">
        <copy-button text=${secret} label=${this.t('copyToken')}></copy-button>
        <button type="button" class="button quiet" @click=${this.#onCopied}>${this.t('tokenKept')}</button>
      </div>
    </section>`;
  }

  #list() {
    if (this.error && !this.tokens) {
      return html`<section class="empty" role="alert">
        <h2>${this.t('tokensFailed')}</h2>
        <p>${this.reason(this.error)}</p>
        <button type="button" class="button" @click=${this.#load}>${this.t('retry')}</button>
      </section>`;
    }
    if (!this.tokens) {
      return html`<ul class="card rows" aria-busy="true">
        ${[1, 2].map(() => html`<li><div class="skeleton"></div></li>`)}
      </ul>`;
    }
    if (this.tokens.length === 0) {
      return html`<section class="empty card">
        ${uploadIcon}
        <h2>${this.t('noTokens')}</h2>
        <p>${this.t('noTokensText')}</p>
        <button type="button" class="button" @click=${() => this.form.open()}>
          ${plusIcon}${this.t('addToken')}
        </button>
      </section>`;
    }
    return html`<ul class="card rows">
      ${this.tokens.map((token) => this.#row(token))}
    </ul>`;
  }

  #row(token: UploadToken) {
    const state = stateOf(token);
    return html`
      <li class=${state === 'active' ? '' : 'over'}>
        <div class="name">
          <b dir="auto">${token.label}</b>
          <p class="muted small">
            ${this.#used(token)} · ${this.#time(token, state)}
            ${token.origins.length > 0 ? html`· <bdi>${token.origins.join(', ')}</bdi>` : nothing}
          </p>
        </div>
        <div class="row">
          ${
            token.folder === null
              ? nothing
              : html`<a
                class="chip neutral"
                href=${videosPath({ folder: token.folder })}
                aria-label=${this.t('videosIn', { folder: token.folder })}
                ><bdi>${token.folder}</bdi></a
              >`
          }
          ${state === 'active' ? nothing : html`<span class="chip neutral">${this.t(`token_${state}`)}</span>`}
        </div>
        ${
          state === 'active'
            ? html`<button
              type="button"
              class="button small"
              aria-label=${this.t('revokeOf', { name: token.label })}
              @click=${() => this.#revoke(token)}
            >
              ${this.t('revoke')}
            </button>`
            : nothing
        }
      </li>
    `;
  }

  #used({ usedFiles, maxFiles, usedBytes, maxTotalBytes }: UploadToken): string {
    const files =
      maxFiles === null
        ? this.t('tokenFiles', { count: usedFiles })
        : this.t('tokenFilesOf', { count: maxFiles, used: this.localize.number(usedFiles) });
    if (usedBytes === 0 && maxTotalBytes === null) return files;
    const bytes = this.localize.bytes(usedBytes);
    return maxTotalBytes === null
      ? `${files} · ${bytes}`
      : `${files} · ${this.t('tokenBytesOf', { used: bytes, of: this.localize.bytes(maxTotalBytes) })}`;
  }

  #time({ expiresAt, revokedAt }: UploadToken, state: ReturnType<typeof stateOf>): string {
    return state === 'revoked' && revokedAt !== null
      ? this.t('tokenEnded', { date: this.localize.date(revokedAt) })
      : this.t(state === 'expired' ? 'tokenEnded' : 'tokenUntil', { date: this.localize.date(expiresAt) });
  }
}

const stateOf = ({ revokedAt, expiresAt }: UploadToken): 'active' | 'revoked' | 'expired' => {
  if (revokedAt !== null) return 'revoked';
  return Date.parse(expiresAt) <= Date.now() ? 'expired' : 'active';
};
