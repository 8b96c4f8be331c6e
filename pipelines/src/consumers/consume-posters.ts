import { posterWanted } from '@vidkit/contracts/events/poster';
import type { Consumption, Queue } from '@vidkit/platform/ports/queue';

import { makeChosenPoster, type MakePosterPorts } from '../flow/make-poster.ts';

export interface PosterWorkerOptions extends Omit<MakePosterPorts, 'emit'> {
  readonly queue: Queue;
  readonly stopping: AbortSignal;
}

/** Makes the posters that creators choose until the process stops; beside an encode, which takes far longer. */
export const consumePosters = ({ queue, stopping, ...ports }: PosterWorkerOptions): Promise<Consumption> =>
  queue.consume(
    'poster-wanted',
    async ({ message, signal, attempt, lastAttempt }) =>
      makeChosenPoster(
        posterWanted.parse(message),
        { signal: AbortSignal.any([signal, stopping]), attempt, lastAttempt },
        {
          ...ports,
          emit: async (status) => {
            await queue.send('poster-status', status);
          },
        },
      ),
    { concurrency: 1 },
  );
