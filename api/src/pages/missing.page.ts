import { cdnVersion } from './cdn.ts';
import { html } from './html.ts';
import { mark, renderPage } from './layout.ts';
import type { Messages } from './messages.ts';

/** Private and missing look alike, in a frame and on a page of its own. */
export const missingFramePage = (t: Messages): string =>
  renderPage({
    lang: t.language,
    title: t.videoMissingTitle,
    styles: ['tokens', 'site'],
    scripts: ['embed'],
    body: html`<main class="missing" data-refused="NotFoundError">
      ${mark}
      <h1>${t.videoMissingTitle}</h1>
      <p>${t.videoMissingText}</p>
    </main>`,
  });

/** Whoever signs in as the owner gets to see the video here, by `pages/missing.ts`. */
export const missingPage = (t: Messages): string =>
  renderPage({
    lang: t.language,
    title: t.videoMissingTitle,
    styles: ['tokens', 'site'],
    scripts: ['missing'],
    body: html`<main
      class="missing"
      data-player="/cdn/${cdnVersion}/vid-player.js"
      data-private="${t.onlyYouSee}"
      data-scheduled="${t.onlyYouSeeUntil}"
      data-none="${t.notYours}"
      data-blocked="${t.signInBlocked}"
      data-failed="${t.actionFailed}"
    >
      ${mark}
      <h1>${t.videoMissingTitle}</h1>
      <p>${t.videoMissingText}</p>
      <button class="button quiet" type="button" data-sign-in hidden>${t.isItYours}</button>
      <p class="problem" role="alert" data-problem hidden></p>
    </main>`,
  });
