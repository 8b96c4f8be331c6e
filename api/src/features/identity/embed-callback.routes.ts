import { Router } from 'express';

import { callbackPage } from '../../pages/callback.page.ts';
import { messagesFor, sendPage } from '../../pages/send-page.ts';
import type { ClientDirectory } from './clients.ts';
import { sendNothingHere } from './page-errors.ts';

/** Where the sign-in window ends: the answer goes to the registered origin of the site in the path. */
export const embedCallbackRoutes = (clients: ClientDirectory): Router => {
  const router = Router();

  router.get('/:siteId', async (request, response) => {
    const site = await clients.site(request.params.siteId);
    if (!site) return sendNothingHere(request, response);
    const failed = typeof request.query['code'] !== 'string';
    sendPage(response, callbackPage(messagesFor(request), { origin: site.origin, failed }), {
      headers: { 'Referrer-Policy': 'no-referrer' },
    });
  });

  return router;
};
