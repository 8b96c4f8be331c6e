import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isRunning, startMarkOf } from './process-info.ts';

/** A process, told apart from a later one under the same id. */
export interface ProcessMark {
  readonly pid: number;
  readonly startMark: string;
}

/** What an instance tells about itself in `instance.json` of its data folder. */
export interface Instance extends ProcessMark {
  /** Where people reach it. */
  readonly address: string;
  /** Set once the database runs. */
  readonly databaseUrl: string | null;
  /** Processes that it started and that shall end with it. */
  readonly children: readonly ProcessMark[];
}

/** Another instance works on this data folder. */
export class DataDirInUseError extends Error {
  readonly code = 'data_dir_in_use';
  readonly owner: Instance;

  constructor(dataDir: string, owner: Instance) {
    super(`${dataDir} is in use by the instance at ${owner.address} (process ${owner.pid})`);
    this.name = 'DataDirInUseError';
    this.owner = owner;
  }
}

export interface InstanceLock {
  /** Children of the instance that had this folder before and died without a word; empty when it ended well. */
  readonly orphans: readonly ProcessMark[];
  update(facts: Partial<Pick<Instance, 'address' | 'databaseUrl' | 'children'>>): Promise<void>;
  /** Bears a second call. */
  release(): Promise<void>;
}

/** Makes this process the owner of the data folder. Throws `DataDirInUseError`. */
export const lockInstance = async (dataDir: string, address: string): Promise<InstanceLock> => {
  const path = fileIn(dataDir);
  let instance: Instance = { ...(await markOf(process.pid)), address, databaseUrl: null, children: [] };
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, serialise(instance), { mode: 0o600 });
  // One at a time: two that write the same draft at once would leave a mixture of both.
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    await writeFile(draft, serialise(instance), { mode: 0o600 });
    await rename(draft, path);
  };
  try {
    const orphans = await claim(dataDir, draft);
    return {
      orphans,
      update: (facts) => {
        instance = { ...instance, ...facts };
        writing = writing.then(write, write);
        return writing;
      },
      release: async () => {
        await writing.catch(() => undefined);
        if ((await readFileOf(path))?.pid === process.pid) await rm(path, { force: true });
      },
    };
  } finally {
    await rm(draft, { force: true });
  }
};

/** The instance that works on this data folder now, or null. */
export const findInstance = async (dataDir: string): Promise<Instance | null> => {
  const instance = await readFileOf(fileIn(dataDir));
  return instance && (await isSame(instance)) ? instance : null;
};

export const markOf = async (pid: number): Promise<ProcessMark> => ({
  pid,
  startMark: await startMarkOf(pid),
});

/** Whether the process still runs, and is not another one with its id. */
export const isSame = async ({ pid, startMark }: ProcessMark): Promise<boolean> =>
  (await isRunning(pid)) && (await startMarkOf(pid)) === startMark;

/** Puts the draft in its place, where at most one file can be; a dead owner's file is put aside first. */
const claim = async (dataDir: string, draft: string): Promise<readonly ProcessMark[]> => {
  const path = fileIn(dataDir);
  const aside = `${draft}.dead`;
  let orphans: readonly ProcessMark[] = [];
  for (;;) {
    try {
      await link(draft, path);
      return orphans;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await findInstance(dataDir);
    if (owner) throw new DataDirInUseError(dataDir, owner);
    // Somebody else may do the same at this moment: only what we really moved away counts.
    await rename(path, aside).catch(ignoreMissing);
    const moved = await readFileOf(aside);
    if (moved && (await isSame(moved))) {
      await rename(aside, path);
      throw new DataDirInUseError(dataDir, moved);
    }
    await rm(aside, { force: true });
    orphans = moved?.children ?? orphans;
  }
};

const fileIn = (dataDir: string): string => join(dataDir, 'instance.json');

const serialise = (instance: Instance): string => `${JSON.stringify(instance, null, 2)}\n`;

const readFileOf = async (path: string): Promise<Instance | null> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text) as Instance;
  } catch {
    // A file that was cut by a full disk or a crash names nobody.
    return null;
  }
};

const ignoreMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};
