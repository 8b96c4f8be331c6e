import { z } from 'zod';

import { id, timestamp } from '../schemas/basics.ts';
import { processingProgress, videoFailure, videoStatus } from '../schemas/video.ts';

/**
 * Frames of `GET /v1/videos/:id/events` and `GET /v1/me/events` (server-sent events; the frame's type is the
 * SSE event name, its body the JSON data). Comments travel as ids: the reader fetches the body, so that the
 * rules of who may see it stay in one place.
 */
export const liveFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('video'),
    videoId: id,
    status: videoStatus,
    playable: z.boolean(),
    /** When a video that is being restored plays again, at the earliest. */
    readyAt: timestamp.nullable(),
    progress: processingProgress.nullable(),
    failure: videoFailure.nullable(),
    version: z.int(),
  }),
  z.object({
    type: z.literal('comment'),
    videoId: id,
    change: z.enum(['added', 'edited', 'removed']),
    commentId: id,
    rootId: id.nullable(),
  }),
  /** Its captions, or what becomes of them, are others: read them again. Told to the owner alone. */
  z.object({ type: z.literal('texts'), videoId: id }),
  z.object({ type: z.literal('counts'), videoId: id, likes: z.int(), comments: z.int() }),
  /** The server cannot tell what was missed: read everything again. */
  z.object({ type: z.literal('reset'), videoId: id.nullable() }),
]);
export type LiveFrame = z.infer<typeof liveFrame>;
