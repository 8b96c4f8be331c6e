import { route, type Route } from '../../http/operation.ts';
import type { PlaybackService } from './playback.service.ts';

export const playbackRoutes = (playback: PlaybackService): Route[] => [
  route('getPlayback', ({ params, principal, pageOrigin }) =>
    playback.get(params.id, { id: principal?.accountId ?? null, pageOrigin }),
  ),
];
