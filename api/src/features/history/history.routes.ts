import { route, type Route } from '../../http/operation.ts';
import type { HistoryService } from './history.service.ts';

/** A player notes its position every 15 seconds and at each pause. */
const limit = { points: 240, perSeconds: 60 };

export const historyRoutes = (history: HistoryService): Route[] => [
  route('listHistory', ({ principal, query }) => history.list(principal.accountId, query)),
  route(
    'clearHistory',
    async ({ principal }) => {
      await history.clear(principal.accountId);
      return undefined;
    },
    { limit },
  ),
  route('getHistoryEntry', ({ params, principal }) => history.get(principal.accountId, params.videoId), {
    limit,
  }),
  route(
    'putHistoryEntry',
    ({ params, principal, body }) => history.put(principal.accountId, params.videoId, body.positionMs),
    { limit },
  ),
  route(
    'deleteHistoryEntry',
    async ({ params, principal }) => {
      await history.delete(principal.accountId, params.videoId);
      return undefined;
    },
    { limit },
  ),
];
