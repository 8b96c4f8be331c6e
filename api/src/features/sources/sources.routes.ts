import { route, type Route } from '../../http/operation.ts';
import type { SourcesService } from './sources.service.ts';

export const sourcesRoutes = (sources: SourcesService): Route[] => [
  route('downloadSource', ({ params, principal }) => sources.download(params.id, principal.accountId), {
    limit: { points: 60, perSeconds: 3600 },
  }),
  route('restoreSource', ({ params, principal }) => sources.restore(params.id, principal.accountId), {
    limit: { points: 60, perSeconds: 3600 },
  }),
  route('reprocessVideo', ({ params, principal }) => sources.reprocess(params.id, principal.accountId), {
    limit: { points: 20, perSeconds: 3600 },
  }),
];
