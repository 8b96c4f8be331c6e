import type { ObjectEvent } from '@vidkit/contracts/events/object-event';
import type { Queue } from '@vidkit/platform/ports/queue';
import { z } from 'zod';

import type { ProcessLog } from '../flow/attempt.ts';
import { type BatchResponse, handleBatch, onceEach } from './sqs-batch.ts';

export interface ObjectEventsOptions {
  readonly queue: Pick<Queue, 'send'>;
  readonly log: ProcessLog;
}

const objectChange = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.enum(['Object Created', 'Object Restore Completed']),
  detail: z.object({ object: z.object({ key: z.string().min(1).max(1024) }) }),
});

const others = z.object({ source: z.string(), 'detail-type': z.string() });

const sources = 'sources/';
const archive = 'archive/';

/**
 * What the bucket of the originals tells becomes messages to the API: that an upload is whole, by which one is finished
 * whose process died, and that something in the archive can be read. Keys are taken as they are: EventBridge does not
 * encode them, and ours have nothing in them that could be.
 */
export const objectEvents = ({ queue, log }: ObjectEventsOptions) => {
  const sayOnce = onceEach(log);
  const handle = async (body: unknown): Promise<void> => {
    const { source, 'detail-type': type } = others.parse(body);
    if (source !== 'aws.s3' || !isKnown(type)) {
      sayOnce(`${source} ${type}`, 'events that nobody here asked for');
      return;
    }
    const event = messageOf(objectChange.parse(body));
    if (event) await queue.send('object-event', event, { key: event.key });
    else sayOnce(`${type} elsewhere`, 'objects that nobody waits for');
  };
  return (event: unknown): Promise<BatchResponse> => handleBatch(event, handle, log);
};

const isKnown = (type: string): boolean => objectChange.shape['detail-type'].safeParse(type).success;

const messageOf = ({
  'detail-type': type,
  detail: {
    object: { key },
  },
}: z.output<typeof objectChange>): ObjectEvent | null => {
  if (type === 'Object Created') return key.startsWith(sources) ? { type: 'object_created', key } : null;
  return key.startsWith(archive) ? { type: 'object_restored', key } : null;
};
