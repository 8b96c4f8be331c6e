import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what killed encodes left behind. Folders of workers that still run are kept. */
export const sweepScratch = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const owner = Number(/^worker-(\d+)$/.exec(name)?.[1] ?? 0);
    if (owner !== process.pid && owner > 0 && isRunning(owner)) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
};

/** This process's own folder below the shared one; `sweepScratch` knows by its name whether we still run. */
export const ownScratch = (folder: string): string => join(folder, `worker-${process.pid}`);

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
