import { cardPage } from './card.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Messages } from './messages.ts';

export interface OutboxMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly sentAt: Date;
}

export const outboxPage = (messages: Messages, mails: readonly OutboxMail[]): string =>
  cardPage({
    messages,
    title: messages.outboxTitle,
    lead: messages.outboxText,
    wide: true,
    content:
      mails.length === 0
        ? html`<p class="hint">${messages.outboxEmpty}</p>`
        : html`<ol class="mails">
            ${mails.map((mail) => mailItem(messages, mail))}
          </ol>`,
  });

const mailItem = (messages: Messages, mail: OutboxMail): Html =>
  html` <li>
    <h2>${mail.subject}</h2>
    <p class="hint">
      ${messages.outboxTo} ${mail.to} ·
      <time datetime="${mail.sentAt.toISOString()}"
        >${new Intl.DateTimeFormat(messages.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(
          mail.sentAt,
        )}</time
      >
    </p>
    <p class="mail">${linked(mail.text)}</p>
  </li>`;

/** Text with its addresses made links. */
const linked = (text: string): Html[] =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
