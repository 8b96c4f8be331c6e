import { html } from './html.ts';
import type { Html } from './html.ts';
import { mark, renderPage } from './layout.ts';
import type { Messages } from './messages.ts';

export interface CardOptions {
  readonly messages: Messages;
  readonly title: string;
  /** One muted line under the title. */
  readonly lead?: Html | string;
  readonly content?: Html;
  /** Below the card: the way to its neighbour. */
  readonly after?: Html;
  readonly scripts?: readonly string[];
  readonly head?: Html;
  readonly wide?: boolean;
}

/** The form that all our sign-in pages have: our mark, one card with a title, one thing to do. */
export const cardPage = ({
  messages,
  title,
  lead,
  content,
  after,
  scripts,
  head,
  wide,
}: CardOptions): string =>
  renderPage({
    lang: messages.language,
    title: `${title} · ${messages.brand}`,
    styles: ['tokens', 'pages'],
    ...(scripts && { scripts }),
    ...(head && { head }),
    body: html` <main class="sheet${wide ? ' wide' : ''}">
      <p class="brand">${mark}<span>${messages.brand}</span></p>
      <div class="card">
        <h1>${title}</h1>
        ${lead && html`<p class="lead">${lead}</p>`} ${content}
      </div>
      ${after && html`<div class="after">${after}</div>`}
    </main>`,
  });

export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly focus?: boolean;
  /** Beside the label, such as the link for a forgotten password. */
  readonly aside?: Html;
}

/** A labelled field with its hint and its error, tied together for assistive technology. */
export const field = (options: FieldOptions): Html => {
  const { name, label, type, autocomplete, value, hint, error, focus, aside } = options;
  const described = error ? `${name}-error` : hint ? `${name}-hint` : undefined;
  return html` <div class="field">
    <div class="label"><label for="${name}">${label}</label>${aside}</div>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      required
      maxlength="${type === 'email' ? 254 : 1024}"
      value="${value ?? ''}"
      ${type === 'text' ? '' : html` autocapitalize="none" spellcheck="false"`}${
        described ? html` aria-describedby="${described}"` : ''
      }${error ? html` aria-invalid="true"` : ''}${focus ? html` autofocus` : ''}
    />
    ${error && html`<p class="error" id="${name}-error">${error}</p>`}
    ${!error && hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  </div>`;
};

/** A form of ours: posts to `action` with the field that proves where it came from. Errors are shown by us. */
export const form = (action: string, csrf: string, content: Html): Html =>
  html` <form method="post" action="${action}" novalidate>
    <input type="hidden" name="csrf" value="${csrf}" />
    ${content}
  </form>`;

/** An error that belongs to the whole form. */
export const alert = (text: string | undefined): Html | undefined =>
  text === undefined ? undefined : html`<p class="alert" role="alert">${text}</p>`;
