import type { IncomingMessage } from 'node:http';

import { Router } from 'express';

import { outboxPage } from '../../pages/outbox.page.ts';
import type { OutboxMail } from '../../pages/outbox.page.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import { sendNothingHere } from './page-errors.ts';

/** Where mails can be read that are not sent anywhere. */
export interface Mailbox {
  /** Newest first. */
  list(limit: number): Promise<readonly OutboxMail[]>;
}

const shown = 50;

/** The mails of a local installation, for people at this very computer. */
export const mailboxRoutes = (mailbox: Mailbox): Router => {
  const router = Router();
  router.get('/', async (request, response) => {
    if (!isAtThisComputer(request)) return sendNothingHere(request, response);
    sendPage(response, outboxPage(messagesFor(request), await mailbox.list(shown)));
  });
  return router;
};

const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const loopbackAddress = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Whether people reach us under a name of this computer only. Elsewhere a proxy stands before us, and a simple one
 * passes everybody's requests on as if they were made here.
 */
export const isLocalInstallation = (publicUrl: string): boolean =>
  loopbackNames.test(new URL(publicUrl).host);

/**
 * Whether the request was made on this computer, under a name of this computer (else a page elsewhere could
 * point its own name here), and not handed on by a proxy, which would make everybody look local.
 */
export const isAtThisComputer = ({ headers, socket }: IncomingMessage): boolean =>
  loopbackAddress.test(socket.remoteAddress ?? '') &&
  loopbackNames.test(headers.host ?? '') &&
  !['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers);
