import type { Identity } from '@vidkit/platform/ports/identity';
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Provider } from 'oidc-provider';

import { consentPage } from '../../pages/consent.page.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import { isFirstParty, siteIdOf } from './clients.ts';
import type { ClientDirectory } from './clients.ts';
import type { ConsentRepository } from './consent.repository.ts';
import type { FormGuard } from './form-guard.ts';
import type { Interaction, Interactions } from './interactions.ts';
import { ownForms } from './own-forms.routes.ts';
import { sendExpired } from './page-errors.ts';
import { saveGrant } from './provider.ts';
import type { Sessions } from './sessions.ts';

export interface ConsentDeps {
  readonly provider: Provider;
  readonly clients: ClientDirectory;
  readonly consents: ConsentRepository;
  readonly identity: Pick<Identity, 'find'>;
  readonly interactions: Interactions;
  readonly sessions: Sessions;
  readonly guard: FormGuard;
}

/** Asks whether a site may act in somebody's name. */
export const consentRoutes = (deps: ConsentDeps): Router => {
  const { provider, clients, consents, identity, interactions, sessions, guard } = deps;
  const router = Router();

  const allow = async (request: Request, response: Response, interaction: Interaction): Promise<void> => {
    const accountId = interaction.session?.accountId;
    if (accountId === undefined) return sendExpired(request, response);
    const clientId = interactions.clientIdOf(interaction);
    const scopes = await interactions.scopesOf(interaction);
    const asked = String(interaction.params['scope']).split(' ');
    if (!isFirstParty(clientId)) await consents.remember(accountId, clientId, scopes);
    const grant = await saveGrant(provider, {
      accountId,
      clientId,
      resource: clients.resource,
      oidcScope: ['openid', 'offline_access'].filter((scope) => asked.includes(scope)).join(' '),
      scopes,
    });
    response.redirect(303, await interactions.answer(request, response, { consent: { grantId: grant.jti } }));
  };

  router.get('/:uid/consent', async (request, response) => {
    const interaction = await interactions.find(request, response, request.params.uid);
    const clientId = interactions.clientIdOf(interaction);
    if (isFirstParty(clientId)) return allow(request, response, interaction);
    const site = await clients.site(siteIdOf(clientId) ?? '');
    const account = await identity.find(interaction.session?.accountId ?? '');
    if (!site || !account) return sendExpired(request, response);
    const page = consentPage(messagesFor(request), {
      base: `/interaction/${interaction.uid}`,
      csrf: guard.token(request, response),
      site,
      account,
      scopes: await interactions.scopesOf(interaction),
    });
    sendPage(response, page);
  });

  router.post(
    '/:uid/consent',
    ownForms(guard),
    async (request: Request<{ uid: string }>, response: Response) => {
      const interaction = await interactions.find(request, response, request.params.uid);
      if (interaction.prompt.name !== 'consent') return sendExpired(request, response);
      if ((request.body as { decision?: unknown }).decision === 'allow')
        return allow(request, response, interaction);
      const refusal = { error: 'access_denied', error_description: 'The person did not agree.' };
      response.redirect(303, await interactions.answer(request, response, refusal));
    },
  );

  router.post(
    '/:uid/switch',
    ownForms(guard),
    async (request: Request<{ uid: string }>, response: Response) => {
      const { params } = await interactions.find(request, response, request.params.uid);
      await sessions.end(request, response);
      const again = new URLSearchParams();
      for (const [name, value] of Object.entries(params))
        if (typeof value === 'string') again.set(name, value);
      response.redirect(303, `/oauth/auth?${again.toString()}`);
    },
  );

  return router;
};
