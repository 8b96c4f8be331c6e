import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ChunkWanted, ObjectStored } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import { allRungs } from '../steps/encode-plan.ts';
import { joinFragments } from '../steps/package/join-fragments.ts';
import type { Part } from '../transcoders/transcoder.ts';
import {
  type ChunkResult,
  chunkKey,
  chunksPrefix,
  progressFile,
  readChunkProgress,
  readChunkResult,
  resultFile,
} from './encode-chunk.ts';
import type { PlannedSource } from './read-source.ts';

export interface GatherInput extends Pick<PlannedSource, 'plan' | 'planId' | 'choices'> {
  readonly message: ObjectStored;
  readonly chunks: readonly Part[];
  /** Where the renditions go, as `<name>.mp4`. */
  readonly folder: string;
}

export interface GatherPorts {
  readonly store: ObjectStore;
  /** Asks for a chunk; asking again while it waits or runs changes nothing. */
  readonly wantChunk: (message: ChunkWanted) => Promise<void>;
  /** Seconds of the plan that are done. */
  readonly onProgress: (seconds: number) => void;
  readonly signal: AbortSignal;
}

/** A chunk cannot be made: the source is to be encoded in one pass. */
export class ChunkError extends Error {
  readonly code = 'chunk_failed';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ChunkError';
  }
}

const lookEveryMs = 500;
/** A message that was lost with its queue is sent again. */
const askAgainMs = 60_000;

/**
 * Has every chunk encoded by whichever workers there are and joins them. Returns paths by the names of the rungs. What
 * was made for an earlier attempt is used. Throws `ChunkError`.
 */
export const gatherChunks = async (
  input: GatherInput,
  { store, wantChunk, onProgress, signal }: GatherPorts,
): Promise<ReadonlyMap<string, string>> => {
  const { message, chunks, planId } = input;
  const prefix = chunksPrefix(message);
  const missing = new Set(chunks.keys());
  let askedAt = -Infinity;
  while (missing.size > 0) {
    signal.throwIfAborted();
    const stored = await storedKeys(store, prefix);
    let seconds = 0;
    for (const index of missing) {
      const result = await resultOf({ store, prefix, stored, planId }, index);
      if (result?.failed) throw new ChunkError(`Chunk ${index} failed.`);
      if (result) missing.delete(index);
      else if (stored.has(chunkKey(prefix, index, progressFile)))
        seconds += await readChunkProgress(store, prefix, index, planId);
    }
    onProgress(chunks.reduce((sum, { duration }, i) => (missing.has(i) ? sum : sum + duration), seconds));
    if (performance.now() - askedAt > askAgainMs) {
      await askForChunks(input, { store, wantChunk });
      askedAt = performance.now();
    }
    // Stopped early by the signal, which the next round looks at.
    if (missing.size > 0) await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
  return joinAll(input, store, prefix);
};

/** Puts the chunks that are not made into the queue. Those that wait there or are at work are not put there twice. */
export const askForChunks = async (
  { message, chunks, planId, choices }: Omit<GatherInput, 'folder'>,
  { store, wantChunk }: Pick<GatherPorts, 'store' | 'wantChunk'>,
): Promise<void> => {
  const prefix = chunksPrefix(message);
  const stored = await storedKeys(store, prefix);
  for (const index of chunks.keys()) {
    if (await resultOf({ store, prefix, stored, planId }, index)) continue;
    await wantChunk({ ...message, planId, choices, index });
  }
};

/** One look at all keys, instead of one for each chunk. */
const storedKeys = async (store: ObjectStore, prefix: string): Promise<ReadonlySet<string>> =>
  new Set((await store.list(prefix)).map(({ key }) => key));

/** Of this plan; null while there is none. */
const resultOf = async (
  {
    store,
    prefix,
    stored,
    planId,
  }: { store: ObjectStore; prefix: string; stored: ReadonlySet<string>; planId: string },
  index: number,
): Promise<ChunkResult | null> => {
  if (!stored.has(chunkKey(prefix, index, resultFile))) return null;
  const result = await readChunkResult(store, prefix, index);
  return result?.planId === planId ? result : null;
};

const joinAll = async (
  { chunks, plan, folder }: GatherInput,
  store: ObjectStore,
  prefix: string,
): Promise<ReadonlyMap<string, string>> => {
  const joined = new Map<string, string>();
  for (const { name } of allRungs(plan)) {
    const parts = await Promise.all(
      chunks.map(async (_, index) => ({
        path: await store.toFile(chunkKey(prefix, index, `${name}.mp4`), folder),
      })),
    );
    const path = join(folder, `${name}.mp4`);
    await joinFragments(parts, path).catch((error: unknown) => {
      throw new ChunkError(`The chunks of ${name} do not fit together.`, { cause: error });
    });
    joined.set(name, path);
  }
  return joined;
};
