import { IdentityError } from '@vidkit/platform/ports/identity';
import { Router } from 'express';

import { confirmedPage, confirmPage, resetPage } from '../../pages/mail.pages.ts';
import { noticePage } from '../../pages/notice.page.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import { signOutPage } from '../../pages/sign-out.page.ts';
import type { AccountsService } from './accounts.service.ts';
import type { FormGuard } from './form-guard.ts';
import { ownForms } from './own-forms.routes.ts';
import { sendLinkDead, sendTooOften } from './page-errors.ts';
import type { Sessions } from './sessions.ts';
import { linkForm, linkToken } from './sign-in-forms.ts';
import type { Throttle } from './throttle.ts';

export interface AccountDeps {
  readonly accounts: AccountsService;
  readonly sessions: Sessions;
  readonly guard: FormGuard;
  readonly throttle: Throttle;
}

/** Pages that a mail's link or the studio leads to: proof of an address, a new password, signing out. */
export const accountRoutes = ({ accounts, sessions, guard, throttle }: AccountDeps): Router => {
  const router = Router();
  // Signing in starts where somebody wants to go; without that, the studio.
  router.get(['/sign-in', '/sign-up', '/forgot'], (_request, response) => response.redirect(303, '/studio/'));

  router.get('/confirm', async (request, response) => {
    const token = linkToken(request.query);
    const messages = messagesFor(request);
    const result = await accounts.confirm(token, guard.browser(request));
    if (result.status === 'confirmed')
      return sendPage(response, confirmedPage(messages, { uid: result.interactionUid }));
    if (result.status === 'link-dead') return sendLinkDead(request, response);
    sendPage(response, confirmPage(messages, { token, csrf: guard.token(request, response) }));
  });

  router.post('/confirm', ...ownForms(guard), async (request, response) => {
    const typed = linkForm.safeParse(request.body);
    const token = linkToken(request.body);
    const email = await accounts.addressToConfirm(token);
    if (email === null) return sendLinkDead(request, response);
    const wait = await throttle.take('sign-in', email, request.ip ?? '');
    if (wait > 0) return sendTooOften(request, response, wait);

    const messages = messagesFor(request);
    const result = await accounts.confirm(token, guard.browser(request), typed.data?.password ?? '');
    // The sign-in goes on in the browser that began it; here there is nothing to go on with.
    if (result.status === 'confirmed') return sendPage(response, confirmedPage(messages, { uid: null }));
    if (result.status === 'link-dead') return sendLinkDead(request, response);
    const csrf = guard.token(request, response);
    const page = confirmPage(messages, { token, csrf, errors: { password: messages.confirmWrong } });
    sendPage(response, page, { status: 422 });
  });

  router.get('/reset', async (request, response) => {
    const token = linkToken(request.query);
    if (!(await accounts.resetPossible(token))) return sendLinkDead(request, response);
    sendPage(response, resetPage(messagesFor(request), { token, csrf: guard.token(request, response) }));
  });

  router.post('/reset', ...ownForms(guard), async (request, response) => {
    const messages = messagesFor(request);
    const typed = linkForm.safeParse(request.body);
    const token = linkToken(request.body);
    const refused = (): void => {
      const csrf = guard.token(request, response);
      const page = resetPage(messages, { token, csrf, errors: { password: messages.passwordWeak } });
      sendPage(response, page, { status: 422 });
    };
    if (!typed.success) return refused();
    try {
      const done = await accounts.reset(token, typed.data.password);
      if (!done) return sendLinkDead(request, response);
      const href = done.interactionUid ? `/interaction/${done.interactionUid}` : '/studio/';
      const link = { href, label: messages.signIn };
      sendPage(
        response,
        noticePage(messages, { title: messages.resetDoneTitle, text: messages.resetDoneText, link }),
      );
    } catch (error) {
      if (!(error instanceof IdentityError) || error.code !== 'password_too_weak') throw error;
      refused();
    }
  });

  router.get('/sign-out', async (request, response) => {
    // The browser vouches that one of our own pages asked; from elsewhere the person is asked first.
    if (request.headers['sec-fetch-site'] === 'same-origin') {
      await sessions.end(request, response);
      return response.redirect(303, '/signed-out');
    }
    sendPage(response, signOutPage(messagesFor(request), { csrf: guard.token(request, response) }));
  });

  router.post('/sign-out', ...ownForms(guard), async (request, response) => {
    await sessions.end(request, response);
    response.redirect(303, '/signed-out');
  });

  router.get('/signed-out', (request, response) => {
    const messages = messagesFor(request);
    const link = { href: '/studio/', label: messages.signIn };
    sendPage(
      response,
      noticePage(messages, { title: messages.signedOutTitle, text: messages.signedOutText, link }),
    );
  });

  return router;
};
