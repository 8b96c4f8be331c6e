import { route, streamRoute, type Route } from '../../http/operation.ts';
import type { LiveHub } from '../../live/live-hub.ts';
import type { VideosService } from './videos.service.ts';

export const videosRoutes = (videos: VideosService, live: LiveHub): Route[] => [
  route('listVideos', ({ principal, query }) => videos.list(principal.accountId, query)),
  route('getVideo', ({ params, principal }) => videos.get(params.id, principal?.accountId ?? null)),
  route('updateVideo', ({ params, principal, body, ifMatch }) =>
    videos.update(params.id, principal.accountId, ifMatch, body),
  ),
  route('deleteVideo', async ({ params, principal }) => {
    await videos.delete(params.id, principal.accountId);
    return undefined;
  }),
  route('restoreVideo', ({ params, principal }) => videos.undelete(params.id, principal.accountId)),

  streamRoute('followVideo', async ({ params, principal }, open) => {
    const viewer = principal?.accountId ?? null;
    await videos.visible(params.id, viewer);
    await live.follow(`video:${params.id}`, open(), async () =>
      videos.framesOf(await videos.visible(params.id, viewer)),
    );
  }),
  streamRoute('followMe', ({ principal }, open) =>
    live.follow(`person:${principal.accountId}`, open(), () => Promise.resolve([])),
  ),
];
