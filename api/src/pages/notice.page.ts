import { cardPage } from './card.ts';
import { html } from './html.ts';
import type { Messages } from './messages.ts';

/** One sentence and at most one way on. */
export const noticePage = (
  messages: Messages,
  notice: { title: string; text: string; code?: string; link?: { href: string; label: string } },
): string =>
  cardPage({
    messages,
    title: notice.title,
    lead: notice.text,
    content: html` ${notice.code && html`<p class="hint">${messages.errorCode(notice.code)}</p>`}
    ${notice.link && html`<a class="button" href="${notice.link.href}">${notice.link.label}</a>`}`,
  });
