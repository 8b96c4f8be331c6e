import type { IncomingMessage, ServerResponse } from 'node:http';

import type { KoaContextWithOIDC } from 'oidc-provider';

import { messagesIn, pickLanguage } from '../../pages/language.ts';
import { pageHeaders } from '../../pages/layout.ts';
import { noticePage } from '../../pages/notice.page.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';

/** The page of an authorization request that cannot be answered by sending the person back. */
export const renderProviderError = (ctx: KoaContextWithOIDC, { error }: { error: string }): void => {
  const messages = messagesIn(pickLanguage(ctx.get('Accept-Language')));
  const ended = error === 'invalid_request' && ctx.oidc.route === 'resume';
  ctx.set({ ...pageHeaders });
  ctx.body = noticePage(messages, {
    title: ended ? messages.expiredTitle : messages.errorTitle,
    text: ended ? messages.expiredText : error === 'server_error' ? messages.errorOurs : messages.errorText,
    code: error,
  });
};

export const sendTooOften = (request: IncomingMessage, response: ServerResponse, seconds: number): void => {
  const messages = messagesFor(request);
  const page = noticePage(messages, {
    title: messages.tooOftenTitle,
    text: messages.tooOftenText(Math.ceil(seconds / 60)),
  });
  sendPage(response, page, { status: 429, headers: { 'Retry-After': String(Math.ceil(seconds)) } });
};

export const sendForged = (request: IncomingMessage, response: ServerResponse): void => {
  const messages = messagesFor(request);
  sendPage(response, noticePage(messages, { title: messages.forgedTitle, text: messages.forgedText }), {
    status: 403,
  });
};

export const sendExpired = (request: IncomingMessage, response: ServerResponse): void => {
  const messages = messagesFor(request);
  const page = noticePage(messages, { title: messages.expiredTitle, text: messages.expiredText });
  sendPage(response, page, { status: 410 });
};

export const sendLinkDead = (request: IncomingMessage, response: ServerResponse): void => {
  const messages = messagesFor(request);
  const page = noticePage(messages, {
    title: messages.linkDeadTitle,
    text: messages.linkDeadText,
    link: { href: '/studio/', label: messages.goToStudio },
  });
  sendPage(response, page, { status: 410 });
};

export const sendNothingHere = (request: IncomingMessage, response: ServerResponse): void => {
  const messages = messagesFor(request);
  const page = noticePage(messages, { title: messages.notFoundTitle, text: messages.notFoundText });
  sendPage(response, page, { status: 404 });
};

export const sendOurFault = (request: IncomingMessage, response: ServerResponse): void => {
  const messages = messagesFor(request);
  sendPage(response, noticePage(messages, { title: messages.errorTitle, text: messages.errorOurs }), {
    status: 500,
  });
};
