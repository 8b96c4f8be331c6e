import { randomBytes } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A name that no other writer uses. */
export const uniqueName = (): string => randomBytes(16).toString('hex');

/** Makes the folder and those above it, so that they are still there after a power cut. */
export const ensureFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
};

/** A rename or a new file survives a power cut only once its folder has been flushed too. */
export const syncFolder = async (folder: string): Promise<void> => {
  // Windows opens no folders, and NTFS journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Renames within the store and makes the new name durable. Replaces what is there. */
export const moveDurably = async (from: string, to: string): Promise<void> => {
  await rename(from, to);
  await syncFolder(dirname(to));
};

/** Replaces a small file in one step: readers see the old text or the new text, whatever happens. */
export const writeDurably = async (path: string, text: string, temporaryFolder: string): Promise<void> => {
  const temporary = join(temporaryFolder, uniqueName());
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await moveDurably(temporary, path);
};

/** The value, or null where the file-system call failed because the thing is not there. */
export const orNull = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
