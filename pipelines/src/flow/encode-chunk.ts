import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { ChunkWanted } from '@vidkit/contracts/events/media';
import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { z } from 'zod';

import { planChunks } from '../steps/chunks.ts';
import { allRungs } from '../steps/encode-plan.ts';
import { contentType } from '../steps/publish.ts';
import { readText } from '@vidkit/platform/ports/stored-text';
import type { Transcoder } from '../transcoders/transcoder.ts';
import { type Attempt, mostAttempts, type ProcessLog } from './attempt.ts';
import { readSource } from './read-source.ts';

export interface EncodeChunkPorts {
  readonly store: ObjectStore;
  readonly transcoder: Transcoder;
  readonly ffprobe: string;
  readonly scratchDir: string;
  readonly maxDurationMs: number;
  /** Seconds of a chunk, where they are not the usual ones. */
  readonly chunkSeconds?: number | undefined;
  readonly log: ProcessLog;
}

/** Where the chunks of an encode lie until they are joined. Goes when the video goes. */
export const chunksPrefix = ({ videoId, encode }: { videoId: string; encode: number }): string =>
  `v/${videoId}/${encode}-chunks/`;

export const chunkKey = (prefix: string, index: number, name: string): string =>
  `${prefix}${String(index).padStart(5, '0')}-${name}`;

export const resultFile = 'result.json';
export const progressFile = 'progress.json';
/** Between two words on how far a chunk is. */
const progressEveryMs = 2000;

/** Stands where chunks of an encode are no longer wanted, for it has failed. */
const abandonedKey = (prefix: string): string => `${prefix}abandoned.json`;

/** Ends the work on the chunks of an encode that has failed. What was made goes; what waits in the queue is passed over. */
export const abandonChunks = async (store: ObjectStore, prefix: string): Promise<void> => {
  const made = await store.list(prefix);
  if (made.length === 0) return;
  await store.put(abandonedKey(prefix), '{}', 'application/json');
  for (const { key } of made) await store.delete(key);
};

/** Stands beside the files of a chunk once they are whole, or once nobody will try any more. */
const chunkResult = z.object({ planId: z.string(), failed: z.boolean() });
export type ChunkResult = z.infer<typeof chunkResult>;

const chunkProgress = z.object({ planId: z.string(), seconds: z.number() });

/** Seconds of a chunk that are done while it is being encoded; 0 where nobody has said. */
export const readChunkProgress = async (
  store: ObjectStore,
  prefix: string,
  index: number,
  planId: string,
): Promise<number> => {
  const text = await readText(store, chunkKey(prefix, index, progressFile));
  const progress = text === null ? null : chunkProgress.parse(JSON.parse(text));
  return progress?.planId === planId ? progress.seconds : 0;
};

export const readChunkResult = async (
  store: ObjectStore,
  prefix: string,
  index: number,
): Promise<ChunkResult | null> => {
  const text = await readText(store, chunkKey(prefix, index, resultFile));
  return text === null ? null : chunkResult.parse(JSON.parse(text));
};

/**
 * Encodes one chunk of a source into every rung and stores it for whoever gathers them. Repeating it changes nothing.
 * Throws so that it is tried again; the last attempt says in the store that it failed.
 */
export const encodeChunk = async (
  message: ChunkWanted,
  attempt: Attempt,
  ports: EncodeChunkPorts,
): Promise<void> => {
  const { store, scratchDir, log } = ports;
  const { index, planId } = message;
  const prefix = chunksPrefix(message);
  const settle = (result: ChunkResult) =>
    store.put(chunkKey(prefix, index, resultFile), JSON.stringify(result), 'application/json');
  if ((await readChunkResult(store, prefix, index))?.planId === planId) return;
  if ((await readText(store, abandonedKey(prefix))) !== null) return;
  if (attempt.attempt > mostAttempts) {
    await settle({ planId, failed: true });
    return;
  }
  await mkdir(scratchDir, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(scratchDir, 'chunk-'));
  try {
    await makeChunk(message, ports, { folder, prefix, signal: attempt.signal });
    await settle({ planId, failed: false });
  } catch (error) {
    if (attempt.signal.aborted || !attempt.lastAttempt) throw error;
    log.warn({ videoId: message.videoId, encode: message.encode, index, err: error }, 'chunk failed');
    await settle({ planId, failed: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const makeChunk = async (
  message: ChunkWanted,
  ports: EncodeChunkPorts,
  { folder, prefix, signal }: { folder: string; prefix: string; signal: AbortSignal },
): Promise<void> => {
  const { source, media, plan, planId } = await readSource(message, ports, {
    folder,
    signal,
    choices: message.choices,
  });
  const part = planChunks(media, plan, ports.chunkSeconds)[message.index];
  if (!part || planId !== message.planId)
    throw new RangeError(`There is no chunk ${message.index} of this plan.`);
  const output = join(folder, 'output');
  await mkdir(output);
  const job = { source, plan, part, rungs: allRungs(plan), audio: [], storyboard: null, urgent: false };
  let told = performance.now();
  const onProgress = (seconds: number): void => {
    if (performance.now() - told < progressEveryMs) return;
    told = performance.now();
    const progress = JSON.stringify({ planId, seconds });
    ports.store
      .put(chunkKey(prefix, message.index, progressFile), progress, 'application/json')
      .catch((error: unknown) => ports.log.warn({ err: error }, 'progress not told'));
  };
  const { rungs } = await ports.transcoder.transcode({ ...job, folder: output }, { signal, onProgress });
  for (const [name, path] of rungs) {
    const file = `${name}.mp4`;
    await ports.store.putFile(chunkKey(prefix, message.index, file), path, contentType(file));
  }
};
