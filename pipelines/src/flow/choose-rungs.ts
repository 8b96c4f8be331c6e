import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { ObjectStore } from '@vidkit/platform/ports/object-store';
import { readText } from '@vidkit/platform/ports/stored-text';
import { z } from 'zod';

import { canSeek } from '../steps/chunks.ts';
import { perSecond } from '../steps/frame-rate.ts';
import { highest, type Rung } from '../steps/ladder.ts';
import { sparable, spareRungs } from '../steps/spare-rungs.ts';
import type { Part, TranscodeJob, TranscodeResult } from '../transcoders/transcoder.ts';
import type { PlannedSource } from './read-source.ts';

/** Seconds of a video from which on looking costs less than a twentieth of what it may save. */
const shortest = 60;
/** Where the samples lie in the video. */
const places = [1 / 6, 1 / 2, 5 / 6];

const leftOutOf = z.array(z.string());

export interface ChoosePorts {
  readonly store: ObjectStore;
  /** Keeps what was found, so that an attempt that follows a killed one makes the same ladder. */
  readonly key: string;
  readonly folder: string;
  readonly transcode: (job: TranscodeJob) => Promise<TranscodeResult>;
}

/**
 * Names of the rungs that would add nothing to a video, found by encoding three GOPs of it. None for short videos, and
 * for sources in which a seek is no good.
 */
export const chooseRungs = async (planned: PlannedSource, ports: ChoosePorts): Promise<string[]> => {
  const { media, plan } = planned;
  const asked = sparable(plan.rungs);
  if (plan.duration < shortest || asked.length === 0 || !canSeek(media, plan)) return [];
  const { store, key } = ports;
  const kept = await readText(store, key);
  if (kept !== null) return leftOutOf.parse(JSON.parse(kept));
  const found = spareRungs(plan.rungs, await sampleSizes(planned, asked, ports));
  await store.put(key, JSON.stringify(found), 'application/json');
  return found;
};

/** Bytes of three GOPs, by the names of the asked rungs and their neighbours. */
const sampleSizes = async (
  { source, plan }: PlannedSource,
  asked: readonly Rung[],
  { folder, transcode }: ChoosePorts,
): Promise<ReadonlyMap<string, number>> => {
  const rungs = withNeighbours(plan.rungs, asked);
  const bytes = new Map<string, number>();
  for (const [index, part] of samples(plan.duration, highest(plan.rungs)).entries()) {
    const output = join(folder, `sample-${index}`);
    await mkdir(output, { recursive: true });
    const job = { source, plan, part, rungs, audio: [], storyboard: null, urgent: false, folder: output };
    for (const [name, path] of (await transcode(job)).rungs)
      bytes.set(name, (bytes.get(name) ?? 0) + (await stat(path)).size);
    await rm(output, { recursive: true });
  }
  return bytes;
};

/** The largest, which takes most of the time, is needed only where the one below it is asked for. */
const withNeighbours = (rungs: readonly Rung[], asked: readonly Rung[]): Rung[] =>
  rungs.filter((_, i) => [rungs[i - 1], rungs[i], rungs[i + 1]].some((one) => one && asked.includes(one)));

/** Whole GOPs of the grid. */
const samples = (duration: number, { gopFrames, frameRate }: Rung): Part[] => {
  const gop = gopFrames / perSecond(frameRate);
  return places.map((place) => ({ start: gop * Math.floor((place * duration) / gop), duration: gop }));
};
