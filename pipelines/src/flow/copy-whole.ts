import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { ObjectStore } from '@vidkit/platform/ports/object-store';

import { canSeek } from '../steps/chunks.ts';
import { allRungs, type EncodePlan, frameCount } from '../steps/encode-plan.ts';
import { highest, type Rung } from '../steps/ladder.ts';
import { joinFragments, type Piece } from '../steps/package/join-fragments.ts';
import { readTrack } from '../steps/package/track.ts';
import { readManifest } from '../steps/publish.ts';
import { planCopy } from '../steps/trim/copy-plan.ts';
import { cutSound } from '../steps/trim/cut-sound.ts';
import type { Part, TranscodeJob, TranscodeResult } from '../transcoders/transcoder.ts';
import type { PlannedSource } from './read-source.ts';

export interface CopyInput extends PlannedSource {
  /** Prefix of the complete revision of all of the source. */
  readonly prefix: string;
  /** Where the renditions go, as `<name>.mp4`. */
  readonly folder: string;
}

export interface CopyPorts {
  readonly store: ObjectStore;
  readonly transcode: (job: TranscodeJob) => Promise<TranscodeResult>;
}

export interface Copied {
  readonly encoded: TranscodeResult;
  /** Codes for the uploader. */
  readonly warnings: readonly string[];
}

/** What is published cannot be copied from: the part is to be encoded. */
export class CopyError extends Error {
  readonly code = 'copy_failed';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CopyError';
  }
}

/**
 * Makes the renditions of a trimmed plan from those of the whole one: only what lies between an end and the nearest
 * keyframe is encoded, all else is copied. Throws `CopyError` where the two do not fit together.
 */
export const copyWhole = async (input: CopyInput, { store, transcode }: CopyPorts): Promise<Copied> => {
  const { plan, whole, media, prefix, folder } = input;
  const stored = await readManifest(store, prefix);
  if (stored?.planId !== whole.planId || stored.publication.growing)
    throw new CopyError(`${prefix} was made by another plan.`);
  if (!canSeek(media, whole.plan)) throw new CopyError('A seek in this source may miss the frame.');
  const copy = planCopy(whole.plan, plan);
  if (!copy) throw new CopyError('There is no whole GOP to copy.');

  const edge = async (name: string, part: Part | null): Promise<TranscodeResult | null> => {
    if (!part) return null;
    const output = join(folder, name);
    await mkdir(output);
    const job = { source: input.source, plan: whole.plan, part, rungs: allRungs(plan), storyboard: null };
    return transcode({ ...job, audio: [], urgent: false, folder: output });
  };
  const [before, after] = await Promise.all([
    edge('before', copy.edges.before),
    edge('after', copy.edges.after),
  ]);
  const published = (name: string) => store.toFile(`${prefix}${name}.mp4`, folder);
  try {
    const rungs = new Map<string, string>();
    for (const rung of allRungs(plan)) {
      const pieces = [
        ...edgePiece(before, rung),
        { path: await published(rung.name), fragments: { from: copy.from, to: copy.to } },
        ...edgePiece(after, rung),
      ];
      rungs.set(rung.name, await joinRung(rung, pieces, { plan, folder }));
    }
    const cuts = await keyframes(rungs.get(highest(plan.rungs).name));
    const audio = new Map<string, string>();
    for (const { name } of plan.audio) {
      const target = join(folder, `${name}.mp4`);
      const { cutFrom: start = 0, duration } = plan;
      await cutSound({ path: await published(name), target, start, duration, cuts });
      audio.set(name, target);
    }
    const encoded = { rungs, audio, storyboardSheets: [], damagedFrames: 0 };
    return { encoded, warnings: stored.warnings };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CopyError('What is published does not fit.', { cause: error });
  }
};

const edgePiece = (edge: TranscodeResult | null, { name }: Rung): Piece[] => {
  const path = edge?.rungs.get(name);
  return path === undefined ? [] : [{ path }];
};

/** Throws `RangeError` when the result does not have the frames that it should. */
const joinRung = async (
  rung: Rung,
  pieces: readonly Piece[],
  { plan, folder }: { plan: EncodePlan; folder: string },
): Promise<string> => {
  const target = join(folder, `${rung.name}.mp4`);
  await joinFragments(pieces, target);
  const { fragments } = await readTrack(target);
  const frames = fragments.reduce((sum, { samples }) => sum + samples, 0);
  if (frames !== frameCount(plan, rung))
    throw new RangeError(`${rung.name} has ${frames} of ${frameCount(plan, rung)} frames.`);
  return target;
};

/** Seconds. */
const keyframes = async (path: string | undefined): Promise<number[]> => {
  if (path === undefined) return [0];
  const { fragments, timescale } = await readTrack(path);
  return fragments.map(({ time }) => time / timescale);
};
