import { ApiError, type Client } from '@vidkit/contracts/client';
import type { EmbedScope, Site } from '@vidkit/contracts/schemas/site';
import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';

import { dialogStyles } from './dialog.styles.ts';
import { StudioElement } from './studio-element.ts';

type Problem = 'name' | 'origin' | 'scopes' | 'origin_taken';

const scopeNames = [
  ['comments:write', 'scope_comments'],
  ['reactions:write', 'scope_reactions'],
  ['uploads:write', 'scope_uploads'],
  ['history:write', 'scope_history'],
] as const satisfies [EmbedScope, string][];

const usual: readonly EmbedScope[] = ['comments:write', 'reactions:write'];

/** A dialog that registers a site. Fires `site-added`. */
export class SiteForm extends StudioElement {
  static override styles = [
    StudioElement.styles,
    dialogStyles,
    css`
      dialog {
        --dialog-width: 480px;
      }

      h2 {
        margin-block-end: var(--_space-4);
      }

      .end {
        margin-block-start: var(--_space-2);
      }
    `,
  ];

  /** Makes a repeated request the same request. */
  #key = '';

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('form') private form!: HTMLFormElement;

  @state() private problems: ReadonlySet<Problem> = new Set();
  @state() private failure: ApiError | null = null;
  @state() private busy = false;

  @property({ attribute: false }) client!: Client;

  open(): void {
    this.form.reset();
    this.problems = new Set();
    this.failure = null;
    this.#key = crypto.randomUUID();
    this.dialog.showModal();
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    const name = textIn(data, 'name');
    const origin = originOf(textIn(data, 'origin'));
    const scopes = scopeNames.map(([scope]) => scope).filter((scope) => data.getAll('scope').includes(scope));
    this.failure = null;
    this.problems = new Set<Problem>([
      ...(name === '' ? ['name' as const] : []),
      ...(origin === null ? ['origin' as const] : []),
      ...(scopes.length === 0 ? ['scopes' as const] : []),
    ]);
    if (origin === null || this.problems.size > 0) return this.#focusProblem();
    this.busy = true;
    try {
      const site = await this.client.call('createSite', {
        body: { name, origin, scopes },
        idempotencyKey: this.#key,
      });
      this.dialog.close();
      this.dispatchEvent(new CustomEvent<Site>('site-added', { detail: site }));
    } catch (error) {
      this.#key = crypto.randomUUID();
      const code = error instanceof ApiError ? error.code : 'network';
      if (code === 'origin_taken') this.problems = new Set(['origin_taken']);
      else if (code === 'invalid_request') this.problems = new Set(['origin']);
      else this.failure = error as ApiError;
      await this.#focusProblem();
    } finally {
      this.busy = false;
    }
  };

  async #focusProblem(): Promise<void> {
    await this.updateComplete;
    this.form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  override render() {
    const originProblem = this.problems.has('origin')
      ? 'problem_origin'
      : this.problems.has('origin_taken')
        ? 'problem_origin_taken'
        : null;
    return html`
      <dialog aria-labelledby="heading">
        <form novalidate class="stack" @submit=${this.#onSubmit}>
          <h2 id="heading">${this.t('addSite')}</h2>
          <div>
            <label class="label" for="name">${this.t('siteName')}</label>
            <input
              id="name"
              name="name"
              class="field"
              maxlength="100"
              autocomplete="off"
              aria-describedby="name-hint"
              aria-invalid=${this.problems.has('name')}
            />
            <p id="name-hint" class=${this.problems.has('name') ? 'problem' : 'hint'}>
              ${this.t(this.problems.has('name') ? 'problem_name' : 'siteNameHint')}
            </p>
          </div>
          <div>
            <label class="label" for="origin">${this.t('siteOrigin')}</label>
            <input
              id="origin"
              name="origin"
              class="field"
              dir="ltr"
              type="url"
              maxlength="300"
              placeholder="https://"
              autocomplete="off"
              aria-describedby="origin-hint"
              aria-invalid=${originProblem !== null}
            />
            <p id="origin-hint" class=${originProblem ? 'problem' : 'hint'}>
              ${this.t(originProblem ?? 'siteOriginHint')}
            </p>
          </div>
          <fieldset aria-describedby=${this.problems.has('scopes') ? 'scopes-problem' : nothing}>
            <legend class="label">${this.t('siteScopes')}</legend>
            ${scopeNames.map(
              ([scope, label]) => html`
                <label class="check">
                  <input type="checkbox" name="scope" value=${scope} ?checked=${usual.includes(scope)} />
                  <span>${this.t(label)}</span>
                </label>
              `,
            )}
            ${
              this.problems.has('scopes')
                ? html`<p id="scopes-problem" class="problem" role="alert">${this.t('problem_scopes')}</p>`
                : nothing
            }
          </fieldset>
          ${this.failure ? html`<p class="problem" role="alert">${this.reason(this.failure)}</p>` : nothing}
          <div class="row end">
            <button type="button" class="button" @click=${() => this.dialog.close()}>${this.t('cancel')}</button>
            <button class="button primary" aria-disabled=${this.busy}>${this.t('add')}</button>
          </div>
        </form>
      </dialog>
    `;
  }
}

const textIn = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** What people paste is often a page's whole address, or a host alone: both name one origin. */
const originOf = (text: string): string | null => {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (text === '' || !URL.canParse(whole)) return null;
  const { protocol, origin, hostname } = new URL(whole);
  const known = hostname.includes('.') || hostname === 'localhost' || hostname.startsWith('[');
  return known && (protocol === 'https:' || protocol === 'http:') ? origin : null;
};
