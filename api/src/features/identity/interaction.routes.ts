import type { Identity } from '@vidkit/platform/ports/identity';
import { IdentityError } from '@vidkit/platform/ports/identity';
import { Router, urlencoded } from 'express';
import type { Request, Response } from 'express';
import type { InteractionResults, Provider } from 'oidc-provider';

import { consentPage } from '../../pages/consent.page.ts';
import { checkMailPage, forgotPage, resetSentPage } from '../../pages/mail.pages.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import { signInPage, signUpPage } from '../../pages/sign-in.page.ts';
import type { FormState } from '../../pages/sign-in.page.ts';
import type { AccountsService, Asker } from './accounts.service.ts';
import { isFirstParty, siteIdOf } from './clients.ts';
import type { ClientDirectory } from './clients.ts';
import type { ConsentRepository } from './consent.repository.ts';
import type { FormGuard } from './form-guard.ts';
import { sendExpired, sendForged, sendTooOften } from './page-errors.ts';
import { saveGrant } from './provider.ts';
import type { Sessions } from './sessions.ts';
import { emailForm, fieldErrors, signInForm, signUpForm, typedValues } from './sign-in-forms.ts';
import type { Throttle } from './throttle.ts';

export interface InteractionDeps {
  readonly provider: Provider;
  readonly clients: ClientDirectory;
  readonly consents: ConsentRepository;
  readonly identity: Pick<Identity, 'find' | 'verifyPassword'>;
  readonly accounts: AccountsService;
  readonly sessions: Sessions;
  readonly guard: FormGuard;
  readonly throttle: Throttle;
  /** Whether this reader may see the local outbox. */
  readonly mayReadMailbox: (request: Request) => boolean;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;
type Uid = { uid: string };

/**
 * What the authorization server asks of a person: to sign in or sign up, and to agree. Each sign-in has its own
 * address and its own cookie below it, so that several windows do not disturb each other.
 */
export const interactionRoutes = (deps: InteractionDeps): Router => {
  const { provider, clients, consents, identity, accounts, sessions, guard, throttle } = deps;
  const router = Router();
  const base = (uid: string) => `/interaction/${uid}`;

  const details = async (request: Request<Uid>, response: Response): Promise<Interaction> => {
    const interaction = await provider.interactionDetails(request, response);
    if (interaction.uid !== request.params.uid) throw new Error('The cookie belongs to another sign-in');
    return interaction;
  };

  const finish = async (request: Request, response: Response, result: InteractionResults): Promise<void> => {
    response.redirect(303, await provider.interactionResult(request, response, result));
  };

  const clientName = async ({ params }: Interaction): Promise<string> =>
    (await provider.Client.find(String(params['client_id'])))?.clientName ?? '';

  const asker = (request: Request<Uid>): Asker => ({
    interactionUid: request.params.uid,
    browser: guard.browser(request),
    messages: messagesFor(request),
  });

  const showSignIn = async (
    request: Request<Uid>,
    response: Response,
    interaction: Interaction,
    state: Omit<FormState, 'csrf'> = {},
  ): Promise<void> => {
    const hint = interaction.params['login_hint'];
    const values = { ...(typeof hint === 'string' && { email: hint.slice(0, 254) }), ...state.values };
    const page = signInPage(messagesFor(request), {
      base: base(interaction.uid),
      clientName: await clientName(interaction),
      csrf: guard.token(request, response),
      ...state,
      values,
    });
    sendPage(response, page, { status: state.errors ? 422 : 200 });
  };

  const showSignUp = async (
    request: Request<Uid>,
    response: Response,
    interaction: Interaction,
    state: Omit<FormState, 'csrf'> = {},
  ): Promise<void> => {
    const page = signUpPage(messagesFor(request), {
      base: base(interaction.uid),
      clientName: await clientName(interaction),
      csrf: guard.token(request, response),
      ...state,
    });
    sendPage(response, page, { status: state.errors ? 422 : 200 });
  };

  const requestedScopes = async ({ params }: Interaction) => {
    const asked = String(params['scope'] ?? '').split(' ');
    return (await clients.scopesOf(String(params['client_id']))).filter((scope) => asked.includes(scope));
  };

  const grant = async (request: Request, response: Response, interaction: Interaction): Promise<void> => {
    const clientId = String(interaction.params['client_id']);
    const accountId = interaction.session?.accountId;
    if (accountId === undefined) throw new Error('Consent without a person');
    const scopes = await requestedScopes(interaction);
    const offline = String(interaction.params['scope']).split(' ').includes('offline_access');
    if (!isFirstParty(clientId)) await consents.remember(accountId, clientId, scopes);
    const oidcScope = isFirstParty(clientId)
      ? 'openid profile email offline_access'
      : `openid${offline ? ' offline_access' : ''}`;
    const saved = await saveGrant(provider, {
      accountId,
      clientId,
      resource: clients.resource,
      oidcScope,
      scopes,
    });
    await finish(request, response, { consent: { grantId: saved.jti } });
  };

  const showConsent = async (
    request: Request<Uid>,
    response: Response,
    interaction: Interaction,
  ): Promise<void> => {
    const clientId = String(interaction.params['client_id']);
    if (isFirstParty(clientId)) return grant(request, response, interaction);
    const site = await clients.site(siteIdOf(clientId) ?? '');
    const account = await identity.find(interaction.session?.accountId ?? '');
    if (!site || !account) return sendExpired(request, response);
    const page = consentPage(messagesFor(request), {
      base: base(interaction.uid),
      csrf: guard.token(request, response),
      site,
      account,
      scopes: await requestedScopes(interaction),
    });
    sendPage(response, page);
  };

  router.get('/:uid', async (request, response) => {
    const interaction = await details(request, response);
    if (interaction.prompt.name === 'consent') return showConsent(request, response, interaction);
    if (interaction.params['prompt'] === 'create')
      return response.redirect(303, `${base(interaction.uid)}/sign-up`);
    await showSignIn(request, response, interaction);
  });

  router.get('/:uid/sign-up', async (request, response) => {
    await showSignUp(request, response, await details(request, response));
  });

  router.get('/:uid/forgot', async (request, response) => {
    const { uid } = await details(request, response);
    const csrf = guard.token(request, response);
    sendPage(response, forgotPage(messagesFor(request), { base: base(uid), csrf }));
  });

  router.get('/:uid/check-mail', async (request, response) => {
    const { uid } = await details(request, response);
    const accountId = await accounts.confirmedFor(uid, guard.browser(request));
    if (accountId) return finish(request, response, { login: { accountId } });
    const outbox = deps.mayReadMailbox(request);
    sendPage(response, checkMailPage(messagesFor(request), { base: base(uid), uid, outbox }));
  });

  router.get('/:uid/state', async (request, response) => {
    const interaction = await provider.interactionDetails(request, response).catch(() => null);
    const confirmed = interaction && (await accounts.confirmedFor(interaction.uid, guard.browser(request)));
    response.setHeader('Cache-Control', 'no-store');
    response.json({ state: interaction ? (confirmed ? 'confirmed' : 'waiting') : 'ended' });
  });

  router.post(
    '/:uid/*action',
    urlencoded({ extended: false, limit: '16kb', parameterLimit: 20 }),
    (request, response, next) => {
      if (guard.accepts(request)) return next();
      sendForged(request, response);
    },
  );

  router.post('/:uid/sign-in', async (request, response) => {
    const interaction = await details(request, response);
    const messages = messagesFor(request);
    const values = typedValues(request.body);
    const typed = signInForm.safeParse(request.body);
    if (!typed.success) {
      return showSignIn(request, response, interaction, {
        values,
        errors: fieldErrors(typed.error, messages, 'existing'),
      });
    }
    const { email, password } = typed.data;
    const wait = await throttle.take('sign-in', email, request.ip ?? '');
    if (wait > 0) return sendTooOften(request, response, wait);

    const account = await identity.verifyPassword(email, password);
    if (!account)
      return showSignIn(request, response, interaction, { values, errors: { form: messages.wrongPassword } });
    await throttle.forgive('sign-in', email);
    if (account.confirmed) return finish(request, response, { login: { accountId: account.id } });

    const mailWait = await throttle.take('mail', email, request.ip ?? '');
    if (mailWait > 0) return sendTooOften(request, response, mailWait);
    await accounts.sendConfirmation(account, asker(request));
    response.redirect(303, `${base(interaction.uid)}/check-mail`);
  });

  router.post('/:uid/sign-up', async (request, response) => {
    const interaction = await details(request, response);
    const messages = messagesFor(request);
    const values = typedValues(request.body);
    const typed = signUpForm.safeParse(request.body);
    if (!typed.success) {
      return showSignUp(request, response, interaction, {
        values,
        errors: fieldErrors(typed.error, messages, 'new'),
      });
    }
    const wait = await throttle.take('sign-up', typed.data.email, request.ip ?? '');
    if (wait > 0) return sendTooOften(request, response, wait);
    try {
      await accounts.signUp(typed.data, asker(request));
    } catch (error) {
      if (!(error instanceof IdentityError)) throw error;
      return showSignUp(request, response, interaction, {
        values,
        errors: { password: messages.passwordWeak },
      });
    }
    response.redirect(303, `${base(interaction.uid)}/check-mail`);
  });

  router.post('/:uid/forgot', async (request, response) => {
    const { uid } = await details(request, response);
    const messages = messagesFor(request);
    const typed = emailForm.safeParse(request.body);
    if (!typed.success) {
      const csrf = guard.token(request, response);
      const errors = fieldErrors(typed.error, messages, 'existing');
      const page = forgotPage(messages, { base: base(uid), csrf, values: typedValues(request.body), errors });
      return sendPage(response, page, { status: 422 });
    }
    const wait = await throttle.take('mail', typed.data.email, request.ip ?? '');
    if (wait > 0) return sendTooOften(request, response, wait);
    accounts.forgot(typed.data.email, asker(request));
    sendPage(response, resetSentPage(messages, { base: base(uid), outbox: deps.mayReadMailbox(request) }));
  });

  router.post('/:uid/consent', async (request, response) => {
    const interaction = await details(request, response);
    if (interaction.prompt.name !== 'consent') return sendExpired(request, response);
    if ((request.body as { decision?: unknown }).decision === 'allow')
      return grant(request, response, interaction);
    await finish(request, response, {
      error: 'access_denied',
      error_description: 'The person did not agree.',
    });
  });

  router.post('/:uid/switch', async (request, response) => {
    const { params } = await details(request, response);
    await sessions.end(request, response);
    const again = new URLSearchParams();
    for (const [name, value] of Object.entries(params)) if (typeof value === 'string') again.set(name, value);
    response.redirect(303, `/oauth/auth?${again.toString()}`);
  });

  return router;
};
