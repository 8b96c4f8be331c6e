import type { SocialProvider } from '@vidkit/platform/ports/social-sign-in';

import { alert, cardPage, field, form } from './card.ts';
import { html } from './html.ts';
import type { Messages } from './messages.ts';

const providerNames: Readonly<Record<SocialProvider, string>> = { google: 'Google', facebook: 'Facebook' };

export interface FormState {
  readonly csrf: string;
  /** What was typed before, without passwords. */
  readonly values?: { readonly email?: string; readonly name?: string };
  /** One sentence per wrong field; `form` for the whole. */
  readonly errors?: {
    readonly email?: string;
    readonly name?: string;
    readonly password?: string;
    readonly form?: string;
  };
}

export const signInPage = (
  messages: Messages,
  {
    base,
    clientName,
    csrf,
    offered,
    values = {},
    errors = {},
  }: FormState & { base: string; clientName: string; offered: readonly SocialProvider[] },
): string =>
  cardPage({
    messages,
    title: messages.signInTitle,
    lead: messages.signInTo(clientName),
    content: form(
      `${base}/sign-in`,
      csrf,
      html` ${alert(errors.form)}
        ${field({
          name: 'email',
          label: messages.email,
          type: 'email',
          autocomplete: 'username',
          value: values.email,
          error: errors.email,
          focus: !values.email || Boolean(errors.email),
        })}
        ${field({
          name: 'password',
          label: messages.password,
          type: 'password',
          autocomplete: 'current-password',
          error: errors.password,
          focus: Boolean(values.email) && !errors.email,
          aside: html`<a href="${base}/forgot">${messages.forgot}</a>`,
        })}
        <button class="primary">${messages.signIn}</button>
        ${offered.map(
          (provider) =>
            html`<a class="button" href="${base}/social/${provider}"
              >${messages.signInWith(providerNames[provider])}</a
            >`,
        )}`,
    ),
    after: html`${messages.noAccount} <a href="${base}/sign-up">${messages.signUp}</a>`,
  });

export const signUpPage = (
  messages: Messages,
  { base, clientName, csrf, values = {}, errors = {} }: FormState & { base: string; clientName: string },
): string => {
  const first = (['name', 'email', 'password'] as const).find((name) => errors[name]) ?? 'name';
  return cardPage({
    messages,
    title: messages.signUpTitle,
    lead: messages.signInTo(clientName),
    content: form(
      `${base}/sign-up`,
      csrf,
      html` ${alert(errors.form)}
        ${field({
          name: 'name',
          label: messages.name,
          type: 'text',
          autocomplete: 'name',
          hint: messages.nameHint,
          value: values.name,
          error: errors.name,
          focus: first === 'name',
        })}
        ${field({
          name: 'email',
          label: messages.email,
          type: 'email',
          autocomplete: 'email',
          value: values.email,
          error: errors.email,
          focus: first === 'email',
        })}
        ${field({
          name: 'password',
          label: messages.password,
          type: 'password',
          autocomplete: 'new-password',
          hint: messages.passwordHint,
          error: errors.password,
          focus: first === 'password',
        })}
        <button class="primary">${messages.signUp}</button>`,
    ),
    after: html`${messages.haveAccount} <a href="${base}">${messages.signIn}</a>`,
  });
};
