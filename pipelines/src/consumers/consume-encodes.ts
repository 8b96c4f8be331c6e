import { encodeEnded, objectStored } from '@vidkit/contracts/events/media';
import type { Delivery, Queue } from '@vidkit/platform/ports/queue';

import type { Attempt } from '../flow/attempt.ts';
import type { ProcessVideoPorts } from '../flow/encode-run.ts';
import { finishEncode } from '../flow/finish-encode.ts';
import { processVideo } from '../flow/process-video.ts';
import type { ChunkConsumer } from './consume-chunks.ts';

export interface EncodeWorkerOptions extends Omit<ProcessVideoPorts, 'emit' | 'wantChunk' | 'setAside'> {
  readonly queue: Queue;
  readonly chunks: ChunkConsumer;
  /** Ladders are made outside of the workers, or were before the present configuration. */
  readonly hearsEnds: boolean;
  /** Videos at once. */
  readonly concurrency: number;
  readonly stopping: AbortSignal;
}

/** Takes sources to be made into videos, and what a converter has made of them, until the process stops. */
export const consumeEncodes = async (options: EncodeWorkerOptions): Promise<void> => {
  const { queue, chunks, hearsEnds, concurrency, stopping, ...parts } = options;
  const ports: ProcessVideoPorts = {
    ...parts,
    emit: async (status) => {
      await queue.send('encode-status', status);
    },
    wantChunk: async (chunk) => {
      await queue.send('encode-chunk', chunk, { key: `${chunk.videoId}:${chunk.encode}:${chunk.index}` });
    },
    setAside: (work) => chunks.setAside(work),
  };
  const attemptOf = ({ signal, attempt, lastAttempt }: Delivery): Attempt => ({
    signal: AbortSignal.any([signal, stopping]),
    attempt,
    lastAttempt,
  });
  await queue.consume(
    'object-stored',
    (delivery) => {
      const message = objectStored.parse(delivery.message);
      return told(options, { message, delivery, what: 'encode' }, () =>
        processVideo(message, attemptOf(delivery), ports),
      );
    },
    { concurrency },
  );
  if (!hearsEnds) return;
  await queue.consume(
    'encode-ended',
    (delivery) => {
      const message = encodeEnded.parse(delivery.message);
      return told(options, { message, delivery, what: 'end of an encode' }, () =>
        finishEncode(message, attemptOf(delivery), ports),
      );
    },
    { concurrency },
  );
};

interface Told {
  readonly message: { readonly videoId: string; readonly encode: number };
  readonly delivery: Delivery;
  readonly what: string;
}

const told = async (
  { log, stopping }: EncodeWorkerOptions,
  { message, delivery, what }: Told,
  work: () => Promise<void>,
): Promise<void> => {
  const about = { videoId: message.videoId, encode: message.encode, attempt: delivery.attempt };
  log.info(about, `${what} started`);
  const startedAt = performance.now();
  await work().catch((error: unknown) => {
    if (stopping.aborted) log.info(about, `${what} interrupted; it continues at the next start`);
    else log.error({ ...about, err: error }, `${what} failed; it will be tried again`);
    throw error;
  });
  log.info({ ...about, seconds: Math.round(performance.now() - startedAt) / 1000 }, `${what} ended`);
};
