import type { Scope } from '@vidkit/contracts/operations';

import { cardPage, form } from './card.ts';
import { html, raw } from './html.ts';
import type { Messages } from './messages.ts';

const tick = raw`<svg class="tick" viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 4.5 4.5L19 7.5"/></svg>`;

/**
 * Asked once per site. The buttons answer half a second after the page became visible, so that nobody can be
 * made to click on what has just appeared under the pointer.
 */
export const consentPage = (
  messages: Messages,
  options: {
    base: string;
    csrf: string;
    site: { name: string; origin: string };
    account: { name: string; email: string };
    scopes: readonly Scope[];
  },
): string => {
  const { base, csrf, site, account, scopes } = options;
  const title = scopes.includes('comments:write') ? messages.consentTitleComment : messages.consentTitle;
  return cardPage({
    messages,
    title: title(site.name),
    lead: messages.consentAs(account.name, account.email),
    scripts: ['consent'],
    content: html` <p>${messages.consentText(site.origin)}</p>
      <ul class="scopes">
        ${scopes.map((scope) => html`<li>${tick}<span>${messages.consentScopes[scope]}</span></li>`)}
      </ul>
      <p class="hint">${messages.consentLimits}</p>
      ${form(
        `${base}/consent`,
        csrf,
        html`<div class="choice" data-guarded>
          <button name="decision" value="deny">${messages.cancel}</button>
          <button class="primary" name="decision" value="allow">${messages.allow}</button>
        </div>`,
      )}`,
    after: html`<span class="inline-form"
      >${form(`${base}/switch`, csrf, html`<button class="link">${messages.notYou}</button>`)}</span
    >`,
  });
};
