import { route, type Route } from '../../http/operation.ts';
import type { SitesService } from './sites.service.ts';

export const sitesRoutes = (sites: SitesService): Route[] => [
  route('listSites', ({ principal, query }) => sites.list(principal.accountId, query)),
  route(
    'createSite',
    ({ principal, body, resourceId }) => sites.create(resourceId, principal.accountId, body),
    {
      limit: { points: 60, perSeconds: 3600 },
    },
  ),
  route('deleteSite', async ({ params, principal }) => {
    await sites.delete(params.id, principal.accountId);
    return undefined;
  }),
  route('getEmbedClient', ({ origin }) => sites.embedClient(origin)),
];
