import { z } from 'zod';

import { id } from '../schemas/basics.ts';
import { videoFailure } from '../schemas/video.ts';

/** From the API to the pipelines: a file that is to be fetched from the web. Delivered at least once. */
export const importRequested = z.object({
  videoId: id,
  url: z.string(),
  /** Where in the object store it goes. */
  sourceKey: z.string(),
  maxBytes: z.int(),
});
export type ImportRequested = z.infer<typeof importRequested>;

/** From the pipelines to the API, in order per video, at least once. */
export const importStatus = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('importing'),
    videoId: id,
    bytes: z.int(),
    /** Null while the other server does not say. */
    totalBytes: z.int().nullable(),
  }),
  z.object({
    type: z.literal('imported'),
    videoId: id,
    sourceKey: z.string(),
    sizeBytes: z.int(),
    fileName: z.string(),
  }),
  z.object({ type: z.literal('import_failed'), videoId: id, failure: videoFailure }),
]);
export type ImportStatus = z.infer<typeof importStatus>;
