import { transcriptionWanted } from '@vidkit/contracts/events/transcription';
import type { Consumption, Queue } from '@vidkit/platform/ports/queue';

import { transcribeVideo, type TranscribePorts } from '../flow/transcribe-video.ts';

export interface TranscriptionWorkerOptions extends Omit<TranscribePorts, 'emit'> {
  readonly queue: Queue;
  readonly stopping: AbortSignal;
}

/** Hears captions until the process stops; one at a time, and after everything else on the machine. */
export const consumeTranscriptions = ({
  queue,
  stopping,
  ...ports
}: TranscriptionWorkerOptions): Promise<Consumption> =>
  queue.consume(
    'transcription-wanted',
    async ({ message, signal, attempt, lastAttempt }) =>
      transcribeVideo(
        transcriptionWanted.parse(message),
        { signal: AbortSignal.any([signal, stopping]), attempt, lastAttempt },
        {
          ...ports,
          emit: async (status) => {
            await queue.send('transcription-status', status);
          },
        },
      ),
    { concurrency: 1 },
  );
