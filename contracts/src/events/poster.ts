import { z } from 'zod';

import { id, milliseconds } from '../schemas/basics.ts';
import { videoFailure } from '../schemas/video.ts';
import { publishedPoster } from './media.ts';

export const pictureFormat = z.enum(['jpeg', 'png', 'webp', 'avif']);
export type PictureFormat = z.infer<typeof pictureFormat>;

/** From the API to the pipelines: a poster that somebody chose is to be made. Delivered at least once. */
export const posterWanted = z.object({
  videoId: id,
  /** Rises with every choice; the last one wins. Output goes to `v/<videoId>/poster-<number>/`. */
  number: z.int().min(1),
  from: z.discriminatedUnion('kind', [
    /** A stored picture. What its maker says of it, `format` included, is not believed. */
    z.object({ kind: z.literal('picture'), key: z.string(), format: pictureFormat }),
    /** A frame of a published rendition. */
    z.object({
      kind: z.literal('moment'),
      key: z.string(),
      atMs: milliseconds,
      width: z.int(),
      height: z.int(),
    }),
  ]),
});
export type PosterWanted = z.infer<typeof posterWanted>;

/** A poster outside of the revisions. Its objects never change. */
export const madePoster = publishedPoster.extend({
  /** `v/<videoId>/poster-<number>/` */
  prefix: z.string(),
  bytes: z.int(),
});
export type MadePoster = z.infer<typeof madePoster>;

/** From the pipelines to the API, at least once. */
export const posterStatus = z.discriminatedUnion('type', [
  z.object({ type: z.literal('poster_made'), videoId: id, number: z.int(), poster: madePoster }),
  z.object({ type: z.literal('poster_failed'), videoId: id, number: z.int(), failure: videoFailure }),
]);
export type PosterStatus = z.infer<typeof posterStatus>;
