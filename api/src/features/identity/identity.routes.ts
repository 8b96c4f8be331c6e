import type { IncomingMessage } from 'node:http';

import { Router } from 'express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { SocialSignIn } from '@vidkit/platform/ports/social-sign-in';
import { errors } from 'oidc-provider';
import type { Logger } from 'pino';

import { accountRoutes } from './account.routes.ts';
import type { AccountDeps } from './account.routes.ts';
import { consentRoutes } from './consent.routes.ts';
import type { ConsentDeps } from './consent.routes.ts';
import { embedCallbackRoutes } from './embed-callback.routes.ts';
import { oauthRoutes } from './oauth.routes.ts';
import { isAtThisComputer, isLocalInstallation, mailboxRoutes } from './mailbox.routes.ts';
import type { Mailbox } from './mailbox.routes.ts';
import { sendExpired, sendOurFault } from './page-errors.ts';
import { secondStepRoutes, type SecondStepDeps } from './second-step.routes.ts';
import { securityRoutes, type SecurityDeps } from './security.routes.ts';
import { signInRoutes } from './sign-in.routes.ts';
import { socialSignInRoutes, type SocialDeps } from './social-sign-in.routes.ts';
import type { SignInDeps } from './sign-in.routes.ts';

const ours = [
  '/oauth',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/interaction',
  '/embed/callback',
  '/sign-in',
  '/sign-up',
  '/sign-out',
  '/signed-out',
  '/forgot',
  '/confirm',
  '/reset',
  '/account',
  '/dev/mail',
];

export const identityRoutes = (
  deps: Omit<SignInDeps, 'mayReadMailbox' | 'offered'> &
    ConsentDeps &
    AccountDeps &
    SecondStepDeps &
    SecurityDeps &
    Omit<SocialDeps, 'social'> & { social: SocialSignIn | null; mailbox: Mailbox | null },
): Router => {
  const { publicUrl, log } = deps;
  const mailbox = isLocalInstallation(publicUrl) ? deps.mailbox : null;
  const router = Router();

  router.use(ours, underOurName(publicUrl));
  router.use(oauthRoutes(deps.provider));
  const mayReadMailbox = (request: IncomingMessage) => mailbox !== null && isAtThisComputer(request);
  const { social } = deps;
  if (social) router.use('/interaction', socialSignInRoutes({ ...deps, social }));
  const offered = social?.providers ?? [];
  router.use('/interaction', signInRoutes({ ...deps, mayReadMailbox, offered }), consentRoutes(deps));
  router.use('/interaction', secondStepRoutes(deps));
  router.use('/account/security', securityRoutes(deps));
  router.use('/embed/callback', embedCallbackRoutes(deps.clients));
  router.use(accountRoutes(deps));
  if (mailbox) router.use('/dev/mail', mailboxRoutes(mailbox));
  router.use(ours, readableErrors(log));
  return router;
};

/**
 * Addresses, cookies and redirects follow the configured public URL, whatever a client or a proxy says about host
 * and scheme. And the opener is kept from the first redirect of the sign-in window to its last page.
 */
const underOurName = (publicUrl: string): RequestHandler => {
  const { host, protocol } = new URL(publicUrl);
  return (request, response, next) => {
    request.headers['x-forwarded-host'] = host;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    response.setHeader('Cross-Origin-Opener-Policy', 'unsafe-none');
    next();
  };
};

const readableErrors =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    if (error instanceof errors.SessionNotFound) return sendExpired(request, response);
    if ((error as { expose?: unknown }).expose === true) return next(error);
    log.error({ err: error, path: request.path }, 'sign-in page failed');
    sendOurFault(request, response);
  };
