import { route, type Route } from '../../http/operation.ts';
import type { UploadTokensService } from './upload-tokens.service.ts';

export const uploadTokensRoutes = (tokens: UploadTokensService): Route[] => [
  route(
    'createUploadToken',
    ({ principal, body, resourceId }) => tokens.create(resourceId, principal.accountId, body),
    { limit: { points: 120, perSeconds: 3600 } },
  ),
  route('listUploadTokens', ({ principal, query }) => tokens.list(principal.accountId, query)),
  route('revokeUploadToken', async ({ params, principal }) => {
    await tokens.revoke(params.id, principal.accountId);
    return undefined;
  }),
];
