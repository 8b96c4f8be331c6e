import { objectEvent } from '@vidkit/contracts/events/object-event';
import type { MessageHandler } from '@vidkit/platform/ports/queue';

import type { LaddersService } from '../features/ladders/ladders.service.ts';
import type { SourcesService } from '../features/sources/sources.service.ts';
import type { UploadsService } from '../features/uploads/uploads.service.ts';

export interface ObjectEventsDeps {
  readonly uploads: Pick<UploadsService, 'onObjectCreated'>;
  readonly sources: Pick<SourcesService, 'onRestored'>;
  readonly ladders: Pick<LaddersService, 'onRestored'>;
}

const archived = /^archive\/(sources\/.+|v\/([^/]+)\/.+)$/;

/**
 * What the object store tells of itself, where it does. Everything comes to the same end without it, only later: by the
 * lease of a completion, or by the time that was expected of a restore. So what is not known here is no fault.
 */
export const objectEventHandler =
  ({ uploads, sources, ladders }: ObjectEventsDeps): MessageHandler =>
  async ({ message }) => {
    const { type, key } = objectEvent.parse(message);
    if (type === 'object_created') {
      if (key.startsWith('sources/')) await uploads.onObjectCreated(key);
      return;
    }
    const [, original, videoId] = archived.exec(key) ?? [];
    if (videoId !== undefined) await ladders.onRestored(videoId);
    else if (original !== undefined) await sources.onRestored(original);
  };
