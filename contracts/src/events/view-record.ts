import { z } from 'zod';

import { id, timestamp } from '../schemas/basics.ts';
import { viewEvent } from '../schemas/view-event.ts';

/** A report of a view as it travels on from the API, which has looked whether the video is to be seen. */
export const viewRecord = z.object({
  view: id,
  videoId: id,
  /** When the API got it: the clock of a viewer may be anywhere. */
  receivedAt: timestamp,
  events: z.array(viewEvent).min(1).max(100),
});
export type ViewRecord = z.output<typeof viewRecord>;
