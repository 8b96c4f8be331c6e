import { z } from 'zod';

import type { ProcessLog } from '../flow/attempt.ts';

/** What a function is handed from a queue, as far as we read it. */
const sqsEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.string() }).partial().default({}),
    }),
  ),
});

/** Of what was handed on, that which is to be delivered again. The names are those of Lambda. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Hands each message of a batch on and names those that failed, so that the queue keeps these alone; after some attempts
 * it puts them aside. A body that is no JSON fails like any other. Throws where the event is not one of a queue.
 */
export const handleBatch = async (
  event: unknown,
  handle: (body: unknown) => Promise<void>,
  log: ProcessLog,
): Promise<BatchResponse> => {
  const { Records: records } = sqsEvent.parse(event);
  const failures = await Promise.all(
    records.map(async ({ messageId, body, attributes }) => {
      try {
        await handle(JSON.parse(body));
        return [];
      } catch (error) {
        const attempt = Number(attributes.ApproximateReceiveCount ?? 1);
        log.error({ messageId, attempt, err: error }, 'a message was not handled');
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: failures.flat() };
};

/** Says each thing once in the life of a process: what others send all day would fill the log. */
export const onceEach = (log: ProcessLog): ((what: string, message: string) => void) => {
  const said = new Set<string>();
  return (what, message) => {
    if (said.has(what)) return;
    said.add(what);
    log.warn({ what }, message);
  };
};
