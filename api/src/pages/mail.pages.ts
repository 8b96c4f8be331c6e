import { alert, cardPage, field, form } from './card.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Messages } from './messages.ts';
import type { FormState } from './sign-in.page.ts';

const outboxLink = (messages: Messages, shown: boolean): Html | false =>
  shown &&
  html`<p class="note">
    <a class="button" href="/dev/mail" target="_blank" rel="noopener">${messages.openOutbox}</a>
    <span class="hint">${messages.outboxHint}</span>
  </p>`;

/** After sign-up. Goes on by itself: by script at once, without script by reloading. */
export const checkMailPage = (
  messages: Messages,
  { base, uid, outbox }: { base: string; uid: string; outbox: boolean },
): string =>
  cardPage({
    messages,
    title: messages.checkMailTitle,
    lead: messages.checkMailText,
    scripts: ['check-mail'],
    head: html`<noscript><meta http-equiv="refresh" content="5" /></noscript>`,
    content: html` ${outboxLink(messages, outbox)}
      <p class="waiting" data-wait="${uid}" data-state="${base}/state">
        <span class="spinner" aria-hidden="true"></span>${messages.checkMailWaiting}
      </p>
      <p class="hint">${messages.checkMailSpam}</p>`,
    after: html`<a href="${base}/sign-up">${messages.back}</a>`,
  });

export const forgotPage = (
  messages: Messages,
  { base, csrf, values = {}, errors = {} }: FormState & { base: string },
): string =>
  cardPage({
    messages,
    title: messages.forgotTitle,
    lead: messages.forgotText,
    content: form(
      `${base}/forgot`,
      csrf,
      html` ${field({
        name: 'email',
        label: messages.email,
        type: 'email',
        autocomplete: 'username',
        value: values.email,
        error: errors.email,
        focus: true,
      })}
        <button class="primary">${messages.sendLink}</button>`,
    ),
    after: html`<a href="${base}">${messages.backToSignIn}</a>`,
  });

export const resetSentPage = (
  messages: Messages,
  { base, outbox }: { base: string; outbox: boolean },
): string =>
  cardPage({
    messages,
    title: messages.checkMailTitle,
    lead: messages.checkMailReset,
    content: html`${outboxLink(messages, outbox)}`,
    after: html`<a href="${base}">${messages.backToSignIn}</a>`,
  });

export const resetPage = (
  messages: Messages,
  { token, csrf, errors = {} }: FormState & { token: string },
): string =>
  cardPage({
    messages,
    title: messages.resetTitle,
    lead: messages.resetText,
    content: form(
      '/reset',
      csrf,
      html` <input type="hidden" name="token" value="${token}" />
        ${field({
          name: 'password',
          label: messages.newPassword,
          type: 'password',
          autocomplete: 'new-password',
          hint: messages.passwordHint,
          error: errors.password,
          focus: true,
        })}
        <button class="primary">${messages.setPassword}</button>`,
    ),
  });

/** Asked where the link was opened in another browser than the one that signed up. */
export const confirmPage = (
  messages: Messages,
  { token, csrf, errors = {} }: FormState & { token: string },
): string =>
  cardPage({
    messages,
    title: messages.confirmTitle,
    lead: messages.confirmText,
    content: form(
      '/confirm',
      csrf,
      html` ${alert(errors.form)}
        <input type="hidden" name="token" value="${token}" />
        ${field({
          name: 'password',
          label: messages.password,
          type: 'password',
          autocomplete: 'current-password',
          error: errors.password,
          focus: true,
        })}
        <button class="primary">${messages.confirm}</button>`,
    ),
  });

/**
 * The address is proven. When the sign-in that waits for it belongs to this browser, its window goes on; where
 * that window is gone, this one does.
 */
export const confirmedPage = (messages: Messages, { uid }: { uid: string | null }): string => {
  if (uid === null) {
    return cardPage({
      messages,
      title: messages.confirmedTitle,
      lead: messages.confirmedDone,
      content: html`<a class="button" href="/studio/">${messages.goToStudio}</a>`,
    });
  }
  return cardPage({
    messages,
    title: messages.confirmedTitle,
    scripts: ['confirmed'],
    content: html` <div data-confirmed="${uid}">
      <p class="lead" data-going>${messages.confirmedText}</p>
      <p class="lead" data-elsewhere hidden aria-live="polite">${messages.confirmedElsewhere}</p>
      <a class="button primary" href="/interaction/${uid}/check-mail">${messages.goOn}</a>
    </div>`,
  });
};
