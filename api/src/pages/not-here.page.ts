import { html } from './html.ts';
import { mark, renderPage } from './layout.ts';
import type { Messages } from './messages.ts';

/** In a frame on a site that may not embed the video: says so, and where it can be watched. */
export const notHerePage = (t: Messages, watchUrl: string): string =>
  renderPage({
    lang: t.language,
    title: t.notHereTitle,
    styles: ['tokens', 'site'],
    scripts: ['embed'],
    body: html`<main class="missing" data-refused="PrivacyError">
      ${mark}
      <h1>${t.notHereTitle}</h1>
      <p>${t.notHereText}</p>
      <p><a href="${watchUrl}" target="_blank" rel="noopener">${t.watchThere}</a></p>
    </main>`,
  });
