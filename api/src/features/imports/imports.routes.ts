import { route, type Route } from '../../http/operation.ts';
import type { ImportsService } from './imports.service.ts';

export const importsRoutes = (imports: ImportsService): Route[] => [
  route(
    'importVideo',
    ({ principal, resourceId, body }) => imports.create(principal.accountId, resourceId, body),
    { limit: { points: 60, perSeconds: 3600 } },
  ),
];
