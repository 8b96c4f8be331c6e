import { route, streamRoute, type Route } from '../../http/operation.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { Caller } from '../identity/principal.ts';
import type { DelegatedVideos } from '../upload-tokens/delegated-videos.ts';
import type { VideoRecord } from './video-record.ts';
import type { VideosService } from './videos.service.ts';

export const videosRoutes = (videos: VideosService, delegated: DelegatedVideos, live: LiveHub): Route[] => [
  route('listVideos', ({ principal, query }) => videos.list(principal.accountId, query)),
  route('listFolders', ({ principal }) => videos.folders(principal.accountId)),
  route('getVideo', ({ params, principal }) =>
    principal?.kind === 'upload-token'
      ? delegated.get(params.id, principal)
      : videos.get(params.id, principal?.accountId ?? null),
  ),
  route('updateVideo', ({ params, principal, body, ifMatch }) =>
    principal.kind === 'upload-token'
      ? delegated.update(params.id, principal, ifMatch, body)
      : videos.update(params.id, principal.accountId, ifMatch, body),
  ),
  route('deleteVideo', async ({ params, principal }) => {
    await videos.delete(params.id, principal.accountId);
    return undefined;
  }),
  route('restoreVideo', ({ params, principal }) => videos.undelete(params.id, principal.accountId)),

  streamRoute('followVideo', async ({ params, principal }, open) => {
    const seen = (caller: Caller | null): Promise<VideoRecord> =>
      caller?.kind === 'upload-token'
        ? delegated.find(params.id, caller)
        : videos.visible(params.id, caller?.accountId ?? null);
    await seen(principal);
    await live.follow(`video:${params.id}`, open(), async () => videos.framesOf(await seen(principal)));
  }),
  streamRoute('followMe', ({ principal }, open) =>
    live.follow(`person:${principal.accountId}`, open(), () => Promise.resolve([])),
  ),
];
