import { importRequested } from '@vidkit/contracts/events/import';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import type { Consumption, Queue } from '@vidkit/platform/ports/queue';

import { importVideo } from '../flow/import-video.ts';
import type { ProcessLog } from '../flow/attempt.ts';
import { isPublicAddress } from '../import/public-address.ts';

export interface ImportWorkerOptions {
  readonly queue: Queue;
  readonly store: ObjectStore;
  /** Where files lie while they are fetched. */
  readonly folder: string;
  /** Lets imports reach this machine and its networks. */
  readonly fromPrivate: boolean;
  readonly log: ProcessLog;
  readonly stopping: AbortSignal;
}

const hourMs = 3_600_000;
/** Fetching waits for others most of the time: several at once beside an encode. */
const concurrency = 4;

/** Takes requests to fetch videos from the web until the process stops. */
export const consumeImports = (options: ImportWorkerOptions): Promise<Consumption> => {
  const { queue, store, folder, fromPrivate, log, stopping } = options;
  return queue.consume(
    'import-requested',
    async ({ message, signal, attempt, lastAttempt }) =>
      importVideo(
        importRequested.parse(message),
        { signal: AbortSignal.any([signal, stopping]), attempt, lastAttempt },
        {
          store,
          folder,
          log,
          limits: {
            deadlineMs: 12 * hourMs,
            idleMs: 30_000,
            pauseMs: 1000,
            mayReach: fromPrivate ? () => true : isPublicAddress,
          },
          emit: async (status) => {
            await queue.send('import-status', status);
          },
        },
      ),
    { concurrency },
  );
};
