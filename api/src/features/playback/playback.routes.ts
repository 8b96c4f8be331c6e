import { route, type Route } from '../../http/operation.ts';
import type { PlaybackService } from './playback.service.ts';

export const playbackRoutes = (playback: PlaybackService): Route[] => [
  route('getPlayback', ({ params, principal }) => playback.get(params.id, principal?.accountId ?? null)),
];
