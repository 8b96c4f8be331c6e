import { html, raw } from './html.ts';
import type { Html } from './html.ts';

export interface PageOptions {
  /** BCP 47 language of the text. */
  readonly lang: string;
  readonly title: string;
  readonly body: Html;
  /** Names below `/assets/pages/`, without `.js`. */
  readonly scripts?: readonly string[];
  /** Names below `/assets/pages/`, without `.css`. */
  readonly styles?: readonly string[];
  /** More for the `<head>`: discovery links, social cards. */
  readonly head?: Html;
}

/** A whole document in our look. Carries no inline script or style, so that it runs under `pageHeaders`. */
export const renderPage = ({
  lang,
  title,
  body,
  scripts = [],
  styles = ['pages'],
  head,
}: PageOptions): string =>
  html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styles.map((name) => html`<link rel="stylesheet" href="/assets/pages/${name}.css" /> `)}${scripts.map((name) => html`<script type="module" src="/assets/pages/${name}.js"></script> `)}${head}
      </head>
      <body>
        ${body}
      </body>
    </html> `.toString();

/**
 * Headers of pages that take passwords or decisions: nothing foreign is loaded, nobody may frame them.
 *
 * - The opener is kept (`unsafe-none`): in the sign-in window every page between the first and the callback
 *   has to leave `window.opener` alone, or the code cannot be handed over.
 * - The referrer policy is `same-origin`, not `no-referrer`: with the latter browsers send `Origin: null` with
 *   our own forms, and the check against forged requests could not tell them from foreign ones.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'unsafe-none',
};

/** The mark beside our name. */
export const mark = raw`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><rect x="1.5" y="3.5" width="21" height="17" rx="5"/><path d="M10 8.6v6.8L15.6 12z"/></svg>`;
