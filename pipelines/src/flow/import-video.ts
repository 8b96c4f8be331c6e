import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { ImportRequested, ImportStatus } from '@vidkit/contracts/events/import';
import { type ObjectStore, ObjectStoreError } from '@vidkit/platform/ports/object-store';

import { fetchFile, type FetchOptions } from '../import/fetch-file.ts';
import { MediaFailure } from '../steps/media-failure.ts';
import type { Attempt, ProcessLog } from './attempt.ts';

export interface ImportVideoPorts {
  readonly store: ObjectStore;
  readonly emit: (status: ImportStatus) => Promise<void>;
  /** Folder for what is on its way; kept over a crash, so that a big file does not begin anew. */
  readonly folder: string;
  readonly limits: Pick<FetchOptions, 'deadlineMs' | 'idleMs' | 'pauseMs' | 'mayReach'>;
  readonly log: ProcessLog;
}

/** Milliseconds between two reports of progress. */
const reportEvery = 1000;

/**
 * From an address to a stored source. Repeating it goes on where a killed attempt stopped. What the address is to
 * blame for is emitted as `import_failed`; anything else throws, and is emitted on the last attempt only.
 */
export const importVideo = async (
  { videoId, url, sourceKey, maxBytes }: ImportRequested,
  { signal, lastAttempt }: Attempt,
  { store, emit, folder, limits, log }: ImportVideoPorts,
): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, videoId);
  try {
    let reported = 0;
    const { sizeBytes, fileName } = await fetchFile(url, path, {
      ...limits,
      maxBytes,
      signal,
      onProgress: (bytes, totalBytes) => {
        if (performance.now() - reported < reportEvery) return;
        reported = performance.now();
        void emit({ type: 'importing', videoId, bytes, totalBytes }).catch((error: unknown) =>
          log.warn({ videoId, err: error }, 'progress not sent'),
        );
      },
    });
    await store.putFile(sourceKey, path, 'application/octet-stream');
    await emit({ type: 'imported', videoId, sourceKey, sizeBytes, fileName });
    await rm(path, { force: true });
  } catch (error) {
    if (signal.aborted) throw error;
    const failure = failureOf(error);
    if (!failure && !lastAttempt) throw error;
    const { code, detail } = failure ?? new MediaFailure('import_unreachable');
    log.warn({ videoId, err: error }, 'import failed');
    await rm(path, { force: true });
    await emit({ type: 'import_failed', videoId, failure: { code, detail } });
  }
};

const failureOf = (error: unknown): MediaFailure | null => {
  if (error instanceof MediaFailure) return error;
  const full = error instanceof ObjectStoreError && error.code === 'storage_full';
  return full || (error as NodeJS.ErrnoException).code === 'ENOSPC'
    ? new MediaFailure('out_of_resources', 'no space', { cause: error })
    : null;
};
