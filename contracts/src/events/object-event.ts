import { z } from 'zod';

/** What an object store tells of itself, where it does. Delivered at least once, late, and in any order. */
export const objectEvent = z.object({
  type: z.enum(['object_created', 'object_restored']),
  key: z.string(),
});
export type ObjectEvent = z.infer<typeof objectEvent>;
