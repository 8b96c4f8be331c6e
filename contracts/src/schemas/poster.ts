import { z } from 'zod';

import { id, milliseconds } from './basics.ts';
import { videoFailure } from './video.ts';

/** `automatic`: the best of the candidates of whatever is published. */
export const putPoster = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('automatic') }),
  z.strictObject({ kind: z.literal('candidate'), candidate: z.string().max(200) }),
  z.strictObject({ kind: z.literal('moment'), atMs: milliseconds }),
]);
export type PutPoster = z.input<typeof putPoster>;

/** What the creator chose; `upload` is a picture of their own. */
export const posterKind = z.enum(['automatic', 'candidate', 'moment', 'upload']);
export type PosterKind = z.infer<typeof posterKind>;

export const videoPoster = z.object({
  videoId: id,
  kind: posterKind,
  /** Of a moment: where in the video. */
  atMs: milliseconds.nullable(),
  /** Of a candidate: which. It may belong to an earlier encode and no longer be among `candidates`. */
  candidate: z.string().nullable(),
  /** While it is `making`, and after it has `failed`, the poster from before stays. */
  state: z.enum(['ready', 'making', 'failed']),
  failure: videoFailure.nullable(),
  /** What viewers are shown now; null while there is nothing. */
  url: z.string().nullable(),
  /** Pictures of different scenes; the first is the automatic one. */
  candidates: z.array(z.object({ id: z.string(), url: z.string() })),
  /** Of the video; for `If-Match`. */
  version: z.int().min(1),
});
export type VideoPoster = z.infer<typeof videoPoster>;
