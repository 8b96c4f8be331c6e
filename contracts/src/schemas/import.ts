import { z } from 'zod';

import { id } from './basics.ts';
import { title, videoStatus } from './video.ts';

export const createImport = z.strictObject({
  /** Of a file that any visitor of the web can download; not of a page that shows one. */
  url: z.url({ protocol: /^https?$/, hostname: /^[^\s@]+$/ }).max(2000),
  title: title.optional(),
});
export type CreateImport = z.input<typeof createImport>;

export const createdImport = z.object({ videoId: id, status: videoStatus });
export type CreatedImport = z.infer<typeof createdImport>;
