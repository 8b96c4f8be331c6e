import { randomBytes } from 'node:crypto';

import {
  type SocialProvider,
  type SocialSignIn,
  SocialSignInError,
} from '@vidkit/platform/ports/social-sign-in';
import { Router } from 'express';
import type { Logger } from 'pino';

import { messagesFor, sendPage } from '../../pages/send-page.ts';
import { noticePage } from '../../pages/notice.page.ts';
import type { AccountsService } from './accounts.service.ts';
import type { Interactions } from './interactions.ts';
import type { Pass } from './second-step.routes.ts';
import { sendExpired, sendTooOften } from './page-errors.ts';
import { keepVisit, stateOf, takeVisit, uidOf } from './social-visit.ts';
import type { Throttle } from './throttle.ts';

export interface SocialDeps {
  readonly publicUrl: string;
  readonly social: SocialSignIn;
  readonly accounts: AccountsService;
  readonly interactions: Interactions;
  readonly throttle: Throttle;
  readonly pass: Pass;
  readonly log: Logger;
}

/**
 * Out to Google or Facebook, and back. There is one address to come back to, where the cookie of the sign-in is not sent: it leads on to
 * the sign-in that the state names.
 */
export const socialSignInRoutes = (deps: SocialDeps): Router => {
  const { publicUrl, social, accounts, interactions, throttle, pass, log } = deps;
  const secure = publicUrl.startsWith('https:');
  const router = Router();
  const pathOf = (uid: string): string => `/interaction/${uid}`;

  router.get('/social/callback', (request, response) => {
    const uid = uidOf(request.query['state']);
    if (uid === null) return sendExpired(request, response);
    response.redirect(
      303,
      `${pathOf(uid)}/social-return?${new URL(request.url, publicUrl).searchParams.toString()}`,
    );
  });

  router.get('/:uid/social/:provider', async (request, response, next) => {
    const { uid, provider } = request.params;
    if (!social.providers.includes(provider as SocialProvider)) return next();
    await interactions.find(request, response, uid);
    const state = stateOf(uid, randomBytes(24).toString('base64url'));
    const { url, visit } = social.begin(provider as SocialProvider, state);
    keepVisit(response, pathOf(uid), { ...visit, state }, secure);
    response.redirect(303, url);
  });

  router.get('/:uid/social-return', async (request, response) => {
    const { uid } = request.params;
    const path = pathOf(uid);
    const interaction = await interactions.find(request, response, uid);
    const visit = takeVisit(request, response, { path, uid, secure });
    const { code, state } = request.query;
    // Of another visit, or of nobody's: nothing is said about who came.
    if (!visit || visit.state !== state) return sendExpired(request, response);
    const messages = messagesFor(request);
    const refuse = (text: string): void =>
      sendPage(
        response,
        noticePage(messages, {
          title: messages.socialFailedTitle,
          text,
          link: { href: path, label: messages.backToSignIn },
        }),
        { status: 403 },
      );
    if (typeof code !== 'string') return refuse(messages.socialFailedText);
    try {
      const person = await social.finish(code, visit);
      if (!person.emailProven) return refuse(messages.socialUnproven(person.email));
      const wait = await throttle.take('social', person.email, request.ip ?? '');
      if (wait > 0) return sendTooOften(request, response, wait);
      const accountId = await accounts.fromElsewhere(person);
      await pass(request, response, interaction, accountId);
    } catch (error) {
      if (!(error instanceof SocialSignInError)) throw error;
      log.warn({ err: error }, 'signing in from elsewhere failed');
      refuse(messages.socialFailedText);
    }
  });

  return router;
};
