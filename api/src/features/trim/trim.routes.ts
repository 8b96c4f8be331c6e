import { route, type Route } from '../../http/operation.ts';
import type { TrimService } from './trim.service.ts';

export const trimRoutes = (trims: TrimService): Route[] => [
  route('getTrim', ({ params, principal }) => trims.get(params.id, principal.accountId)),
  route(
    'putTrim',
    ({ params, principal, body, ifMatch }) => trims.put(params.id, principal.accountId, ifMatch, body.trim),
    { limit: { points: 60, perSeconds: 3600 } },
  ),
];
