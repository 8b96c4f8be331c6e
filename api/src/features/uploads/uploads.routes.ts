import { route, type Route } from '../../http/operation.ts';
import type { UploadsService } from './uploads.service.ts';

export interface AcceptedFiles {
  readonly maxFileBytes: number;
  readonly maxDurationMs: number;
}

export const uploadsRoutes = (uploads: UploadsService, accepted: AcceptedFiles): Route[] => [
  route('getLimits', () => Promise.resolve({ ...accepted, acceptedTypes: ['video/*', 'audio/*'] }), {
    cache: 'public, max-age=300',
  }),
  route(
    'createUpload',
    ({ principal, resourceId, body }) => uploads.create(principal.accountId, resourceId, body),
    { limit: { points: 200, perSeconds: 3600 } },
  ),
  route('listUploads', ({ principal, query }) => uploads.listUnfinished(principal.accountId, query)),
  route('getUpload', ({ params, principal }) => uploads.get(params.id, principal.accountId)),
  route(
    'signParts',
    async ({ params, principal, body }) => ({
      parts: await uploads.sign(params.id, principal.accountId, body.numbers),
    }),
    { limit: { points: 1000, perSeconds: 600 } },
  ),
  route('completeUpload', ({ params, principal, body }) =>
    uploads.complete(params.id, principal.accountId, body.parts),
  ),
  route('abortUpload', async ({ params, principal }) => {
    await uploads.abort(params.id, principal.accountId);
    return undefined;
  }),
];
