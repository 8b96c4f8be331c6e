import { route, type Route } from '../../http/operation.ts';
import type { CommentsService } from './comments.service.ts';

export const commentsRoutes = (comments: CommentsService): Route[] => [
  route('listComments', ({ params, principal, query }) =>
    comments.list(params.id, principal?.accountId ?? null, query),
  ),
  route(
    'createComment',
    ({ params, principal, body, resourceId }) =>
      comments.create(params.id, principal.accountId, { ...body, id: body.id ?? resourceId }),
    { limit: { points: 30, perSeconds: 60 } },
  ),
  route('getComment', ({ params, principal }) => comments.get(params.id, principal?.accountId ?? null)),
  route('listReplies', ({ params, principal, query }) =>
    comments.listReplies(params.id, principal?.accountId ?? null, query),
  ),
  route('updateComment', ({ params, principal, body, ifMatch }) =>
    comments.update(params.id, principal.accountId, ifMatch, body.body),
  ),
  route('deleteComment', async ({ params, principal }) => {
    await comments.delete(params.id, principal.accountId);
    return undefined;
  }),
];
