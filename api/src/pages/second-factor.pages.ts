import { renderSVG } from 'uqr';

import { alert, cardPage, field, form } from './card.ts';
import { html, type Html } from './html.ts';
import type { Messages } from './messages.ts';

interface Shown {
  readonly csrf: string;
  readonly error?: string | undefined;
}

const at = '/account/security';

/** Asks whoever has given the password for the second code. */
export const secondStepPage = (messages: Messages, { base, csrf, error }: Shown & { base: string }): string =>
  cardPage({
    messages,
    title: messages.secondStepTitle,
    lead: messages.secondStepText,
    content: form(
      `${base}/second-step`,
      csrf,
      html`${codeField(messages, error)}<button class="primary">${messages.goOn}</button>`,
    ),
    after: html`<a href="${base}">${messages.backToSignIn}</a>`,
  });

/** Whether a second code is asked for, and how to change that. `codesLeft` is null where none is. */
export const securityPage = (
  messages: Messages,
  { csrf, error, codesLeft }: Shown & { codesLeft: number | null },
): string =>
  cardPage({
    messages,
    title: messages.securityTitle,
    lead: codesLeft === null ? messages.securityOff : messages.securityOn(codesLeft),
    content:
      codesLeft === null
        ? form(
            `${at}/begin`,
            csrf,
            html`${field({
              name: 'password',
              label: messages.password,
              type: 'password',
              autocomplete: 'current-password',
              error,
            })}<button class="primary">${messages.securityBegin}</button>`,
          )
        : form(
            `${at}/remove`,
            csrf,
            html`${codeField(messages, error)}<button>${messages.securityRemove}</button>`,
          ),
    after: html`<a href="/studio/">${messages.goToStudio}</a>`,
  });

/** What the authenticator is to be given, and the field for its first code. */
export const enrolPage = (
  messages: Messages,
  { csrf, error, secret, uri }: Shown & { secret: string; uri: string },
): string =>
  cardPage({
    messages,
    title: messages.enrolTitle,
    lead: messages.enrolText,
    content: html`<p>
        <img src="${pictureOf(uri)}" width="192" height="192" alt="${messages.enrolPicture}" />
      </p>
      <p><a class="button" href="${uri}">${messages.enrolOpen}</a></p>
      <p>${messages.enrolType}</p>
      <p><code>${secret.match(/.{1,4}/g)?.join(' ')}</code></p>
      ${form(
        `${at}/confirm`,
        csrf,
        html`${codeField(messages, error)}<button class="primary">${messages.enrolConfirm}</button>`,
      )}`,
    after: html`<a href="${at}">${messages.back}</a>`,
  });

/** Codes for the day on which the authenticator is lost. They are shown this once. */
export const recoveryPage = (messages: Messages, codes: readonly string[]): string =>
  cardPage({
    messages,
    title: messages.recoveryTitle,
    lead: messages.recoveryText,
    content: html`<ul>
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ul>
      <p><a class="button" href="${at}">${messages.goOn}</a></p>`,
  });

/** A QR code, dark on white whatever the page looks like, with the margin that cameras need. */
const pictureOf = (text: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(renderSVG(text, { border: 4 })).toString('base64')}`;

const codeField = (messages: Messages, error: string | undefined): Html =>
  html`${alert(error)}${field({
    name: 'code',
    label: messages.code,
    type: 'text',
    autocomplete: 'one-time-code',
    hint: messages.codeHint,
    focus: true,
  })}`;
