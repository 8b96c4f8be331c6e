import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

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
  /** Set once the database runs, as is what follows. */
  readonly databaseUrl: string | null;
  /** Where the API listens on this machine; people may reach it by another address. */
  readonly listen: { readonly host: string; readonly port: number } | null;
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
  update(facts: Partial<Pick<Instance, 'address' | 'databaseUrl' | 'listen' | 'children'>>): Promise<void>;
  /** Bears a second call. */
  release(): Promise<void>;
}

/** Makes this process the owner of the data folder. Throws `DataDirInUseError`. */
export const lockInstance = async (dataDir: string, address: string): Promise<InstanceLock> => {
  const path = fileIn(dataDir);
  let instance: Instance = {
    ...(await markOf(process.pid)),
    address,
    databaseUrl: null,
    listen: null,
    children: [],
  };
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

/**
 * Puts the draft in its place, where at most one file can be. Only the holder of the guard, a second file of the
 * same kind, may take a dead owner's file away, and only after it has looked once more: else a slow starter
 * could take away the file of a quick one.
 */
const claim = async (dataDir: string, draft: string): Promise<readonly ProcessMark[]> => {
  const path = fileIn(dataDir);
  const guard = `${path}.guard`;
  let orphans: readonly ProcessMark[] = [];
  for (;;) {
    if (await linked(draft, path)) return orphans;
    const owner = await findInstance(dataDir);
    if (owner) throw new DataDirInUseError(dataDir, owner);
    if (!(await linked(draft, guard))) {
      const holder = await readFileOf(guard);
      // A holder that was killed within these few milliseconds leaves its guard behind.
      if (holder && !(await isSame(holder))) await rm(guard, { force: true });
      await pause(10 + Math.random() * 20);
      continue;
    }
    try {
      const dead = await readFileOf(path);
      if (dead && (await isSame(dead))) continue;
      orphans = dead?.children ?? orphans;
      await rm(path, { force: true });
      if (await linked(draft, path)) return orphans;
    } finally {
      await rm(guard, { force: true });
    }
  }
};

/** Whether the file is now at the other place too, where nothing was before. */
const linked = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
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
