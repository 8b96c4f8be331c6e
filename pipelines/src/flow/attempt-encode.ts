import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { ObjectStored } from '@vidkit/contracts/events/media';

import { MediaFailure } from '../steps/media-failure.ts';
import { TranscodeError } from '../transcoders/transcoder.ts';
import { type Attempt, mostAttempts } from './attempt.ts';
import { abandonChunks, chunksPrefix } from './encode-chunk.ts';
import { EncodeRun, type ProcessVideoPorts } from './encode-run.ts';
import { abandonOutside } from './outside-ladder.ts';

/**
 * Runs one attempt at an encode in a folder of its own. What the source itself is to blame for is emitted as `failed`;
 * anything else throws, so that it is tried again, and is emitted on the last attempt only.
 */
export const attemptEncode = async (
  message: ObjectStored,
  attempt: Attempt,
  ports: ProcessVideoPorts,
  work: (run: EncodeRun) => Promise<void>,
): Promise<void> => {
  await mkdir(ports.scratchDir, { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(ports.scratchDir, 'encode-'));
  const run = new EncodeRun(message, attempt, ports, scratch);
  try {
    if (attempt.attempt > mostAttempts)
      throw new MediaFailure('out_of_resources', `attempt ${attempt.attempt}`);
    await work(run);
  } catch (error) {
    if (attempt.signal.aborted) throw error;
    const failure = failureOf(error);
    if (!failure.final && !attempt.lastAttempt) throw error;
    await fail(run, failure, error);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

interface Failure {
  readonly code: MediaFailure['code'];
  /** Trying again would not help. */
  readonly final: boolean;
}

const fail = async (run: EncodeRun, failure: Failure, error: unknown): Promise<void> => {
  const { message, ports } = run;
  const level = failure.final && failure.code !== 'output_rejected' ? 'warn' : 'error';
  const lines = error instanceof TranscodeError ? { lines: error.lastLines } : {};
  ports.log[level]({ ...run.id, err: error, ...lines }, 'video failed');
  const { code, detail } = new MediaFailure(failure.code);
  await ports.emit({ type: 'failed', ...run.id, failure: { code, detail } });
  // Last, for nobody may wait for ever because a store is full. What is left goes when the video goes.
  await abandonChunks(ports.store, chunksPrefix(message)).catch((cause: unknown) =>
    ports.log.warn({ ...run.id, err: cause }, 'chunks are left'),
  );
  await abandonOutside(run).catch((cause: unknown) =>
    ports.log.warn({ ...run.id, err: cause }, 'what the converter makes is left'),
  );
};

const failureOf = (error: unknown): Failure => {
  if (error instanceof MediaFailure) return { code: error.code, final: true };
  if (error instanceof TranscodeError) return { code: error.code, final: false };
  const code = (error as { code?: unknown } | null)?.code;
  const full = code === 'ENOSPC' || code === 'storage_full';
  return { code: full ? 'out_of_resources' : 'encoder_failed', final: false };
};
