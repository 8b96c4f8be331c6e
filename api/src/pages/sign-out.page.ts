import { cardPage, form } from './card.ts';
import { html } from './html.ts';
import type { Messages } from './messages.ts';

export const signOutPage = (messages: Messages, { csrf }: { csrf: string }): string =>
  cardPage({
    messages,
    title: messages.signOutTitle,
    lead: messages.signOutText,
    content: form('/sign-out', csrf, html`<button class="primary">${messages.signOut}</button>`),
    after: html`<a href="/studio/">${messages.cancel}</a>`,
  });
