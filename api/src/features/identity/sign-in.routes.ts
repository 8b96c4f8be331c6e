import type { Identity } from '@vidkit/platform/ports/identity';
import { IdentityError } from '@vidkit/platform/ports/identity';
import type { SocialProvider } from '@vidkit/platform/ports/social-sign-in';
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';

import { checkMailPage, forgotPage, resetSentPage } from '../../pages/mail.pages.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import { signInPage, signUpPage } from '../../pages/sign-in.page.ts';
import type { FormState } from '../../pages/sign-in.page.ts';
import type { AccountsService, Asker } from './accounts.service.ts';
import type { FormGuard } from './form-guard.ts';
import type { Interaction, Interactions } from './interactions.ts';
import type { Pass } from './second-step.routes.ts';
import { ownForms } from './own-forms.routes.ts';
import { sendTooOften } from './page-errors.ts';
import { emailForm, fieldErrors, signInForm, signUpForm, typedValues } from './sign-in-forms.ts';
import type { Throttle } from './throttle.ts';

export interface SignInDeps {
  readonly identity: Pick<Identity, 'verifyPassword'>;
  readonly accounts: AccountsService;
  readonly interactions: Interactions;
  readonly guard: FormGuard;
  readonly throttle: Throttle;
  readonly pass: Pass;
  /** Other ways to sign in. */
  readonly offered: readonly SocialProvider[];
  /** Whether this reader may see the mails of a local installation. */
  readonly mayReadMailbox: (request: Request) => boolean;
}

type PageState = Omit<FormState, 'csrf'>;

/**
 * Signing in and signing up. Each sign-in has its own address and its own cookie below it, so that several
 * windows do not disturb each other.
 */
export const signInRoutes = (deps: SignInDeps): Router => {
  const { identity, accounts, interactions, guard, throttle, pass, offered, mayReadMailbox } = deps;
  const router = Router();
  const base = (uid: string): string => `/interaction/${uid}`;

  /** Hands the interaction to a handler. */
  const on =
    (
      handle: (
        request: Request<{ uid: string }>,
        response: Response,
        interaction: Interaction,
      ) => Promise<void> | void,
    ): RequestHandler<{ uid: string }> =>
    async (request, response) => {
      await handle(request, response, await interactions.find(request, response, request.params.uid));
    };

  const asker = (request: Request, interaction: Interaction): Asker => ({
    interactionUid: interaction.uid,
    browser: guard.browser(request),
    messages: messagesFor(request),
  });

  const formContext = async (request: Request, response: Response, interaction: Interaction) => ({
    base: base(interaction.uid),
    clientName: await interactions.clientNameOf(interaction),
    csrf: guard.token(request, response),
  });

  const showSignIn = async (
    request: Request,
    response: Response,
    interaction: Interaction,
    state: PageState = {},
  ) => {
    const hint = interaction.params['login_hint'];
    const values = { ...(typeof hint === 'string' && { email: hint.slice(0, 254) }), ...state.values };
    const context = await formContext(request, response, interaction);
    sendPage(
      response,
      signInPage(messagesFor(request), { ...context, offered, ...state, values }),
      statusOf(state),
    );
  };

  const showSignUp = async (
    request: Request,
    response: Response,
    interaction: Interaction,
    state: PageState = {},
  ) => {
    const context = await formContext(request, response, interaction);
    sendPage(response, signUpPage(messagesFor(request), { ...context, ...state }), statusOf(state));
  };

  const showForgot = (request: Request, response: Response, { uid }: Interaction, state: PageState = {}) => {
    const csrf = guard.token(request, response);
    sendPage(
      response,
      forgotPage(messagesFor(request), { base: base(uid), csrf, ...state }),
      statusOf(state),
    );
  };

  router.get(
    '/:uid',
    on((request, response, interaction) => {
      if (interaction.prompt.name === 'consent')
        return response.redirect(303, `${base(interaction.uid)}/consent`);
      return showSignIn(request, response, interaction);
    }),
  );
  router.get('/:uid/sign-up', on(showSignUp));
  router.get('/:uid/forgot', on(showForgot));

  router.get(
    '/:uid/check-mail',
    on(async (request, response, interaction) => {
      const accountId = await accounts.confirmedFor(interaction.uid, guard.browser(request));
      if (accountId) return pass(request, response, interaction, accountId);
      const { uid } = interaction;
      const outbox = mayReadMailbox(request);
      sendPage(response, checkMailPage(messagesFor(request), { base: base(uid), uid, outbox }));
    }),
  );

  router.get('/:uid/state', async (request, response) => {
    const interaction = await interactions.find(request, response, request.params.uid).catch(() => null);
    const confirmed = interaction && (await accounts.confirmedFor(interaction.uid, guard.browser(request)));
    response.setHeader('Cache-Control', 'no-store');
    response.json({ state: interaction ? (confirmed ? 'confirmed' : 'waiting') : 'ended' });
  });

  router.post(
    '/:uid/sign-in',
    ownForms(guard),
    on(async (request, response, interaction) => {
      const messages = messagesFor(request);
      const values = typedValues(request.body);
      const typed = signInForm.safeParse(request.body);
      if (!typed.success) {
        const errors = fieldErrors(typed.error, messages, 'existing');
        return showSignIn(request, response, interaction, { values, errors });
      }
      const { email, password } = typed.data;
      const wait = await throttle.take('sign-in', email, request.ip ?? '');
      if (wait > 0) return sendTooOften(request, response, wait);
      const account = await identity.verifyPassword(email, password);
      if (!account) {
        return showSignIn(request, response, interaction, {
          values,
          errors: { form: messages.wrongPassword },
        });
      }
      await throttle.forgive('sign-in', email);
      if (account.confirmed) return pass(request, response, interaction, account.id);

      const mailWait = await throttle.take('mail', email, request.ip ?? '');
      if (mailWait > 0) return sendTooOften(request, response, mailWait);
      await accounts.sendConfirmation(account, asker(request, interaction));
      response.redirect(303, `${base(interaction.uid)}/check-mail`);
    }),
  );

  router.post(
    '/:uid/sign-up',
    ownForms(guard),
    on(async (request, response, interaction) => {
      const messages = messagesFor(request);
      const values = typedValues(request.body);
      const typed = signUpForm.safeParse(request.body);
      if (!typed.success) {
        const errors = fieldErrors(typed.error, messages, 'new');
        return showSignUp(request, response, interaction, { values, errors });
      }
      const wait = await throttle.take('sign-up', typed.data.email, request.ip ?? '');
      if (wait > 0) return sendTooOften(request, response, wait);
      try {
        await accounts.signUp(typed.data, asker(request, interaction));
      } catch (error) {
        if (!(error instanceof IdentityError) || error.code !== 'password_too_weak') throw error;
        return showSignUp(request, response, interaction, {
          values,
          errors: { password: messages.passwordWeak },
        });
      }
      response.redirect(303, `${base(interaction.uid)}/check-mail`);
    }),
  );

  router.post(
    '/:uid/forgot',
    ownForms(guard),
    on(async (request, response, interaction) => {
      const messages = messagesFor(request);
      const typed = emailForm.safeParse(request.body);
      if (!typed.success) {
        const errors = fieldErrors(typed.error, messages, 'existing');
        return showForgot(request, response, interaction, { values: typedValues(request.body), errors });
      }
      const wait = await throttle.take('mail', typed.data.email, request.ip ?? '');
      if (wait > 0) return sendTooOften(request, response, wait);
      accounts.forgot(typed.data.email, asker(request, interaction));
      const outbox = mayReadMailbox(request);
      sendPage(response, resetSentPage(messages, { base: base(interaction.uid), outbox }));
    }),
  );

  return router;
};

const statusOf = ({ errors }: PageState): { status: number } => ({ status: errors ? 422 : 200 });
