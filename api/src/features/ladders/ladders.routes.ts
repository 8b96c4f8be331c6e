import { route, type Route } from '../../http/operation.ts';
import type { LaddersService } from './ladders.service.ts';

export const laddersRoutes = (ladders: LaddersService): Route[] => [
  route('archiveVideo', ({ params, principal }) => ladders.archive(params.id, principal.accountId), {
    limit: { points: 60, perSeconds: 3600 },
  }),
  route(
    'unarchiveVideo',
    ({ params, principal, pageOrigin }) =>
      ladders.restore(params.id, { id: principal?.accountId ?? null, pageOrigin }),
    { limit: { points: 60, perSeconds: 3600 } },
  ),
];
