import { route, type Route } from '../../http/operation.ts';
import type { ReactionsService } from './reactions.service.ts';

const limit = { points: 120, perSeconds: 60 };

export const reactionsRoutes = (reactions: ReactionsService): Route[] => [
  route('getViewerState', ({ params, principal }) => reactions.viewerState(params.id, principal.accountId)),
  route(
    'reactToVideo',
    ({ params, principal, body }) => reactions.likeVideo(params.id, principal.accountId, body.liked),
    {
      limit,
    },
  ),
  route(
    'reactToComment',
    ({ params, principal, body }) => reactions.likeComment(params.id, principal.accountId, body.liked),
    { limit },
  ),
  route('subscribe', ({ params, principal }) => reactions.subscribe(params.id, principal.accountId, true), {
    limit,
  }),
  route(
    'unsubscribe',
    ({ params, principal }) => reactions.subscribe(params.id, principal.accountId, false),
    { limit },
  ),
];
