import { statfs } from 'node:fs/promises';

import { ObjectStoreError } from '../../ports/object-store.ts';

/** Throws `storage_full` unless `bytes` fit and `reserve` bytes remain for the database and the logs. */
export const requireSpace = async (folder: string, bytes: number, reserve: number): Promise<void> => {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize - bytes < reserve) throw storageFull();
};

/** Runs work that writes; a disk that fills up meanwhile is `storage_full` too. */
export const mapStorageFull = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw storageFull(error);
    throw error;
  }
};

const storageFull = (cause?: unknown): ObjectStoreError =>
  new ObjectStoreError('storage_full', 'The disk has too little free space; make room and try again.', {
    cause,
  });
