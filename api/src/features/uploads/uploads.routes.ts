import { container, type Limits } from '@vidkit/contracts/schemas/site';

import { route, type Route } from '../../http/operation.ts';
import type { Caller } from '../identity/principal.ts';
import { uploaderOf } from './uploader.ts';
import type { UploadsService } from './uploads.service.ts';

export interface AcceptedFiles {
  readonly maxFileBytes: number;
  readonly maxDurationMs: number;
}

export const uploadsRoutes = (uploads: UploadsService, accepted: AcceptedFiles): Route[] => [
  route('getLimits', ({ principal }) => Promise.resolve(limitsFor(principal, accepted)), {
    cache: 'public, max-age=300',
  }),
  route(
    'createUpload',
    ({ principal, resourceId, body }) => uploads.create(uploaderOf(principal), resourceId, body),
    { limit: { points: 200, perSeconds: 3600 } },
  ),
  route('listUploads', ({ principal, query }) => uploads.listUnfinished(uploaderOf(principal), query)),
  route('getUpload', ({ params, principal }) => uploads.get(params.id, uploaderOf(principal))),
  route(
    'signParts',
    async ({ params, principal, body }) => ({
      parts: await uploads.sign(params.id, uploaderOf(principal), [
        ...(body.parts ?? []),
        ...(body.numbers ?? []).map((number) => ({ number })),
      ]),
    }),
    { limit: { points: 1000, perSeconds: 600 } },
  ),
  route('completeUpload', ({ params, principal, body }) =>
    uploads.complete(params.id, uploaderOf(principal), body.parts),
  ),
  route('abortUpload', async ({ params, principal }) => {
    await uploads.abort(params.id, uploaderOf(principal));
    return undefined;
  }),
];

const limitsFor = (caller: Caller | null, { maxFileBytes, maxDurationMs }: AcceptedFiles): Limits => ({
  maxFileBytes: Math.min(
    maxFileBytes,
    (caller?.kind === 'upload-token' ? caller.maxFileBytes : null) ?? Infinity,
  ),
  maxDurationMs,
  acceptedTypes: ['video/*', 'audio/*'],
  acceptedContainers: container.options,
  refusedCodecs: ['encv', 'enca', 'drms', 'drmi'],
});
