import { html } from './html.ts';
import { mark, renderPage } from './layout.ts';
import type { Messages } from './messages.ts';

/** Private and missing look alike. */
export const missingPage = (t: Messages): string =>
  renderPage({
    lang: t.language,
    title: t.videoMissingTitle,
    styles: ['tokens', 'site'],
    body: html`<main class="missing">
      ${mark}
      <h1>${t.videoMissingTitle}</h1>
      <p>${t.videoMissingText}</p>
    </main>`,
  });
