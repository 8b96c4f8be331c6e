import type { Client } from '@vidkit/contracts/client/elements';

import { followVideo } from './follow-video.ts';
import { LiveUpdates, type LiveUpdatesOptions } from './live-updates.ts';

/** Brings the comments of others into the list as they come. Returns the function that ends it. */
export const followComments = (
  client: Client,
  videoId: string,
  options: LiveUpdatesOptions,
): (() => void) => {
  const updates = new LiveUpdates(options);
  const leave = followVideo(client, videoId, updates);
  return () => {
    leave();
    updates.end();
  };
};
