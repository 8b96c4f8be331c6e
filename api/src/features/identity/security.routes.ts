import type { Account, Identity } from '@vidkit/platform/ports/identity';
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';

import { enrolPage, recoveryPage, securityPage } from '../../pages/second-factor.pages.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import type { SecondFactor } from '../second-factor/second-factor.service.ts';
import type { FormGuard } from './form-guard.ts';
import { ownForms } from './own-forms.routes.ts';
import { sendTooOften } from './page-errors.ts';
import type { Sessions } from './sessions.ts';
import { typedCode, typedPassword } from './sign-in-forms.ts';
import type { Throttle } from './throttle.ts';

export interface SecurityDeps {
  readonly identity: Pick<Identity, 'find' | 'verifyPassword'>;
  readonly factors: SecondFactor;
  readonly sessions: Sessions;
  readonly guard: FormGuard;
  readonly throttle: Throttle;
}

/** Where somebody who is signed in turns the second code on and off. Whoever is not goes to the studio, which asks for that. */
export const securityRoutes = ({ identity, factors, sessions, guard, throttle }: SecurityDeps): Router => {
  const router = Router();

  const on =
    (handle: (request: Request, response: Response, account: Account) => Promise<void>): RequestHandler =>
    async (request, response) => {
      const accountId = await sessions.accountId(request, response);
      const account = accountId === null ? null : await identity.find(accountId);
      if (!account) return response.redirect(303, '/studio/');
      await handle(request, response, account);
    };

  const show = async (
    request: Request,
    response: Response,
    { id }: Account,
    error?: 'passwordWrong' | 'codeWrong',
  ): Promise<void> => {
    const messages = messagesFor(request);
    const codesLeft = (await factors.isOn(id)) ? await factors.recoveryCodesLeft(id) : null;
    const csrf = guard.token(request, response);
    sendPage(response, securityPage(messages, { csrf, codesLeft, error: error && messages[error] }), {
      status: error ? 422 : 200,
    });
  };

  /** Whether it may go on; the answer is given where not. */
  const mayTry = async (request: Request, response: Response, { id }: Account): Promise<boolean> => {
    const wait = await throttle.take('second-step', id, request.ip ?? '');
    if (wait > 0) sendTooOften(request, response, wait);
    return wait === 0;
  };

  router.get('/', on(show));

  router.post(
    '/begin',
    ...ownForms(guard),
    on(async (request, response, account) => {
      if (!(await mayTry(request, response, account))) return;
      const proven = await identity.verifyPassword(account.email, typedPassword(request.body));
      if (proven?.id !== account.id) return show(request, response, account, 'passwordWrong');
      const enrolment = await factors.begin(account);
      if (!enrolment) return show(request, response, account);
      const csrf = guard.token(request, response);
      sendPage(response, enrolPage(messagesFor(request), { csrf, ...enrolment }));
    }),
  );

  router.post(
    '/confirm',
    ...ownForms(guard),
    on(async (request, response, account) => {
      if (!(await mayTry(request, response, account))) return;
      const codes = await factors.confirm(account.id, typedCode(request.body));
      const messages = messagesFor(request);
      if (codes) {
        await throttle.forgive('second-step', account.id);
        return sendPage(response, recoveryPage(messages, codes));
      }
      const pending = await factors.pending(account);
      if (!pending) return show(request, response, account);
      const csrf = guard.token(request, response);
      sendPage(response, enrolPage(messages, { csrf, ...pending, error: messages.codeWrong }), {
        status: 422,
      });
    }),
  );

  router.post(
    '/remove',
    ...ownForms(guard),
    on(async (request, response, account) => {
      if (!(await mayTry(request, response, account))) return;
      if (!(await factors.remove(account.id, typedCode(request.body)))) {
        return show(request, response, account, 'codeWrong');
      }
      await throttle.forgive('second-step', account.id);
      response.redirect(303, '/account/security');
    }),
  );

  return router;
};
