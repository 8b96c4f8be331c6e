import type { ObjectStored } from '@vidkit/contracts/events/media';

import type { Knex } from '../../db/connect.ts';
import { enqueue } from '../../db/outbox.ts';
import { rests, type VideoRecord } from './video-record.ts';

/** Asks the pipelines for an encode of a stored source. The queue drops a repeat while the first one waits or runs. */
export const requestEncode = async (knex: Knex, video: VideoRecord, encode: number): Promise<void> => {
  const { id, sourceKey, sizeBytes, fileName, trim, whole } = video;
  const message: ObjectStored = {
    videoId: id,
    encode,
    sourceKey: sourceKey ?? '',
    sizeBytes: sizeBytes ?? 0,
    fileName: fileName ?? '',
    trim,
    // What rests cannot be copied from.
    whole: whole && !rests(video, whole) ? whole.prefix : null,
    askedAt: Date.now(),
  };
  await enqueue(knex, 'object-stored', message, `${id}:${encode}`);
};
