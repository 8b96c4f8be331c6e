import { route, type Route } from '../../http/operation.ts';
import type { PostersService } from './posters.service.ts';

const choosing = { limit: { points: 120, perSeconds: 3600 } };

export const postersRoutes = (posters: PostersService): Route[] => [
  route('getPoster', ({ params, principal }) => posters.get(params.id, principal.accountId)),
  route(
    'putPoster',
    ({ params, principal, ifMatch, body }) => posters.choose(params.id, principal.accountId, ifMatch, body),
    choosing,
  ),
  route(
    'putPosterPicture',
    ({ params, principal, ifMatch, file }) => posters.bring(params.id, principal.accountId, ifMatch, file),
    choosing,
  ),
];
